// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/command_palette.h"

#include "ui/common/theme.h"

#include <QApplication>
#include <QKeyEvent>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include <algorithm>

namespace ui {
namespace {

constexpr int kWidth = 560;
constexpr int kRow = 36;
constexpr int kMostRows = 9;

/// How well `typed` fits: beginning, a word's beginning, inside, letters in order; -1 = not.
int fitOf(const QString &text, const QString &typed)
{
    if (typed.isEmpty()) {
        return 0;
    }
    const qsizetype at = text.indexOf(typed, 0, Qt::CaseInsensitive);
    if (at >= 0) {
        return at == 0 ? 0 : text[at - 1].isSpace() ? 1 : 2;
    }
    qsizetype next = 0;
    for (const QChar letter : typed) {
        next = text.indexOf(letter, next, Qt::CaseInsensitive) + 1;
        if (next == 0) {
            return -1;
        }
    }
    return 3;
}

/// Words at the left, keys at the right, the group before the keys.
class PaletteDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

    QSize sizeHint(const QStyleOptionViewItem &, const QModelIndex &) const override
    {
        return {0, kRow};
    }

    void paint(QPainter *painter, const QStyleOptionViewItem &option,
               const QModelIndex &index) const override
    {
        const Colors &colors = colorsOf(schemeOf(option.palette));
        painter->save();
        painter->setRenderHint(QPainter::Antialiasing);
        if (option.state.testFlag(QStyle::State_Selected)) {
            painter->setPen(Qt::NoPen);
            painter->setBrush(colors.selection);
            painter->drawRoundedRect(option.rect, kControlRadius, kControlRadius);
        }
        const QRect area = option.rect.adjusted(kSpace3, 0, -kSpace3, 0);
        painter->setPen(colors.text);
        painter->drawText(area.adjusted(0, 0, -220, 0), Qt::AlignVCenter,
                          painter->fontMetrics().elidedText(index.data().toString(), Qt::ElideRight,
                                                            area.width() - 220));
        QFont small = option.font;
        small.setPixelSize(12);
        painter->setFont(small);
        painter->setPen(colors.secondary);
        painter->drawText(area.adjusted(area.width() - 210, 0, -110, 0), Qt::AlignVCenter,
                          index.data(PaletteModel::GroupRole).toString());
        painter->drawText(area, Qt::AlignVCenter | Qt::AlignRight,
                          index.data(PaletteModel::KeysRole).toString());
        painter->restore();
    }
};

} // namespace

void PaletteModel::setActions(QList<QAction *> actions)
{
    m_all = std::move(actions);
    setFilter({});
}

void PaletteModel::setFilter(const QString &typed)
{
    const QString wanted = typed.trimmed();
    std::vector<std::pair<int, QAction *>> fitting;
    for (QAction *action : m_all) {
        const QString words = ActionList::groupOf(action) + u' ' + ActionList::wordsOf(action);
        const int own = fitOf(ActionList::wordsOf(action), wanted);
        const int fit = own >= 0 ? own : fitOf(words, wanted) < 0 ? -1 : 4;
        if (fit >= 0 && action->isEnabled()) {
            fitting.emplace_back(fit, action);
        }
    }
    std::stable_sort(fitting.begin(), fitting.end(),
                     [](const auto &a, const auto &b) { return a.first < b.first; });
    beginResetModel();
    m_shown.clear();
    for (const auto &[fit, action] : fitting) {
        m_shown.append(action);
    }
    endResetModel();
}

int PaletteModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_shown.size());
}

QVariant PaletteModel::data(const QModelIndex &index, int role) const
{
    const QAction *action = m_shown.value(index.row());
    if (!action) {
        return {};
    }
    const QString keys = action->shortcut().toString(QKeySequence::NativeText);
    switch (role) {
    case Qt::DisplayRole: return ActionList::wordsOf(action);
    case Qt::AccessibleTextRole:
        return keys.isEmpty() ? ActionList::wordsOf(action)
                              : QString(ActionList::wordsOf(action) + QStringLiteral(", ") + keys);
    case KeysRole: return keys;
    case GroupRole: return ActionList::groupOf(action).remove(u'&');
    default: return {};
    }
}

CommandPalette::CommandPalette(QWidget *window)
    : QFrame(window), m_line(new QLineEdit(this)), m_list(new QListView(this)), m_model(this)
{
    setProperty("card", true);
    setAttribute(Qt::WA_StyledBackground);
    setAccessibleName(tr("Find or run"));
    m_line->setPlaceholderText(tr("Find or run…"));
    m_line->setAccessibleName(tr("Find or run"));
    m_list->setModel(&m_model);
    m_list->setItemDelegate(new PaletteDelegate(m_list));
    m_list->setProperty("frameless", true);
    m_list->setAccessibleName(tr("Actions"));
    m_list->setFocusPolicy(Qt::NoFocus);
    m_list->setMouseTracking(true);
    m_list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace2, kSpace2, kSpace2, kSpace2);
    column->setSpacing(kSpace2);
    column->addWidget(m_line);
    column->addWidget(m_list);
    connect(m_line, &QLineEdit::textChanged, this, [this](const QString &typed) {
        m_model.setFilter(typed);
        place();
    });
    connect(m_list, &QListView::clicked, this, &CommandPalette::run);
    m_line->installEventFilter(this);
    window->installEventFilter(this);
    hide();
}

void CommandPalette::open(const QList<QAction *> &actions)
{
    m_focusBefore = QApplication::focusWidget();
    m_model.setActions(actions);
    m_line->clear();
    place();
    show();
    raise();
    m_line->setFocus(Qt::ShortcutFocusReason);
}

void CommandPalette::place()
{
    const int rows = std::clamp(m_model.rowCount(), 1, kMostRows);
    m_list->setFixedHeight(rows * kRow + 2);
    const int width = std::min(kWidth, parentWidget()->width() - 2 * kSpace4);
    setFixedSize(width, m_line->sizeHint().height() + m_list->height() + 3 * kSpace2 + 2);
    QWidget::move((parentWidget()->width() - width) / 2, 72);
    m_list->setCurrentIndex(m_model.index(0));
}

void CommandPalette::move(int step)
{
    const int rows = m_model.rowCount();
    if (rows > 0) {
        const int row = (m_list->currentIndex().row() + step + rows) % rows;
        m_list->setCurrentIndex(m_model.index(row));
    }
}

void CommandPalette::run()
{
    const QPointer<QAction> action = m_model.action(m_list->currentIndex().row());
    leave();
    if (action) {
        action->trigger();
    }
}

void CommandPalette::leave()
{
    hide();
    if (m_focusBefore) {
        m_focusBefore->setFocus(Qt::OtherFocusReason);
    }
}

bool CommandPalette::eventFilter(QObject *watched, QEvent *event)
{
    if (watched == parentWidget() && event->type() == QEvent::Resize && isVisible()) {
        place();
    }
    if (watched == m_line && event->type() == QEvent::FocusOut && isVisible()) {
        hide();
    }
    if (watched != m_line || event->type() != QEvent::KeyPress) {
        return QFrame::eventFilter(watched, event);
    }
    switch (static_cast<QKeyEvent *>(event)->key()) {
    case Qt::Key_Up: move(-1); return true;
    case Qt::Key_Down: move(1); return true;
    case Qt::Key_Return:
    case Qt::Key_Enter: run(); return true;
    case Qt::Key_Escape: leave(); return true;
    default: return QFrame::eventFilter(watched, event);
    }
}

} // namespace ui
