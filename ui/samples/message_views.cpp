// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/message_views.h"

#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/theme.h"
#include "ui/samples/message_diff.h"
#include "ui/samples/payload_view.h"
#include "ui/samples/samples_model.h"

#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QStackedWidget>
#include <QStyledItemDelegate>
#include <QTabBar>
#include <QTextBlock>
#include <QTreeView>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qsizetype kMostHex = 64 * 1024;

/// Values in the colour of their kind.
class JsonDelegate final : public QStyledItemDelegate
{
public:
    using QStyledItemDelegate::QStyledItemDelegate;

protected:
    void initStyleOption(QStyleOptionViewItem *option, const QModelIndex &index) const override
    {
        QStyledItemDelegate::initStyleOption(option, index);
        const Colors &colors = colorsOf(schemeOf(option->palette));
        const int kind = index.data(JsonTree::KindRole).toInt();
        QColor color = colors.secondary;
        if (index.column() == 0) {
            color = colors.accent;
        } else if (kind == QJsonValue::Double || kind == QJsonValue::Bool) {
            color = colors.series[2];
        } else if (kind == QJsonValue::String) {
            color = colors.series[1];
        }
        option->palette.setColor(QPalette::Text, color);
        option->palette.setColor(QPalette::HighlightedText, color);
    }
};

QJsonValue parsed(const QByteArray &bytes, bool &isJson)
{
    QJsonParseError error;
    const QJsonDocument document = QJsonDocument::fromJson(bytes, &error);
    isJson = error.error == QJsonParseError::NoError;
    return document.isArray() ? QJsonValue(document.array()) : QJsonValue(document.object());
}

QString headerText(const core::Sample &sample)
{
    QString text;
    for (const auto &[name, value] : sample.headers) {
        text += previewText(name, 256) + u": "_s + previewText(value, 512) + u'\n';
    }
    return text.isEmpty() ? MessageViews::tr("This message has no headers.") : text;
}

} // namespace

MessageViews::MessageViews(Comparing comparing, QWidget *parent)
    : QWidget(parent), m_tabs(new QTabBar(this)), m_views(new QStackedWidget(this)), m_tree(this),
      m_treeView(makeTree()), m_text(new PayloadView(this))
{
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("How the message is shown"));
    for (const QString &name : {tr("Tree"), tr("Text"), tr("Hex"), tr("Headers")}) {
        m_tabs->addTab(name);
    }
    if (comparing == Comparing::Yes) {
        m_tabs->addTab(tr("Diff"));
    }
    m_text->setAccessibleName(tr("Message as text"));
    m_views->addWidget(m_treeView);
    m_views->addWidget(m_text);
    connect(m_tabs, &QTabBar::currentChanged, this, &MessageViews::showView);
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(new Rule(Qt::Horizontal, this));
    layout->addSpacing(kSpace2);
    layout->addWidget(m_views, 1);
}

QTreeView *MessageViews::makeTree()
{
    auto *view = new QTreeView(this);
    view->setModel(&m_tree);
    view->setItemDelegate(new JsonDelegate(view));
    view->setProperty("frameless", true);
    view->setProperty("rows", u"airy"_s);
    view->setUniformRowHeights(true);
    view->setHeaderHidden(true);
    view->setIndentation(14);
    view->setAccessibleName(tr("Fields of the message"));
    view->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    return view;
}

void MessageViews::show(const core::Sample &sample, const std::optional<core::Sample> &before)
{
    m_sample = sample;
    m_before = before;
    m_tree.setValue(parsed(m_sample.payload, m_isJson));
    m_treeView->expandToDepth(1);
    m_tabs->setTabEnabled(Tree, m_isJson);
    m_tabs->setTabText(Headers,
                       sample.headers.empty() ? tr("Headers")
                                              : tr("Headers %1").arg(sample.headers.size()));
    const int view = m_tabs->currentIndex();
    if (view == Tree && !m_isJson) {
        m_tabs->setCurrentIndex(Text);
    } else {
        showView(view);
    }
}

void MessageViews::showDiff()
{
    if (!m_before) {
        m_text->showText(tr("No earlier message of this lane is kept to compare with."));
        return;
    }
    const QStringList lines =
        lineDiff(comparableLines(m_before->payload), comparableLines(m_sample.payload));
    m_text->showText(lines.join(u'\n'));
    const Colors &colors = colorsOf(this);
    auto marked = m_text->extraSelections(); // none yet
    for (QTextBlock block = m_text->document()->begin(); block.isValid(); block = block.next()) {
        const QChar mark = block.text().isEmpty() ? u' ' : block.text().front();
        if (mark != u' ') {
            QTextCharFormat format;
            format.setForeground(mark == u'+' ? colors.ok : colors.error);
            QTextCursor line(block);
            line.select(QTextCursor::BlockUnderCursor);
            marked.append({line, format});
        }
    }
    m_text->setExtraSelections(marked);
}

void MessageViews::showView(int view)
{
    m_views->setCurrentIndex(view == Tree ? 0 : 1);
    m_text->setExtraSelections({});
    m_text->setLineWrapMode(view == Hex ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    if (view == Text) {
        m_text->showPayload(m_sample.payload);
    } else if (view == Hex) {
        m_text->showText(hexText(m_sample.payload, kMostHex));
    } else if (view == Headers) {
        m_text->showText(headerText(m_sample));
    } else if (view == Diff) {
        showDiff();
    }
}

} // namespace ui
