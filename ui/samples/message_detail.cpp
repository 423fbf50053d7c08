// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/message_detail.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/colors.h"
#include "ui/common/fact_grid.h"
#include "ui/common/theme.h"
#include "ui/samples/message_diff.h"
#include "ui/samples/payload_view.h"
#include "ui/samples/sample_export.h"
#include "ui/samples/samples_model.h"

#include <QClipboard>
#include <QDateTime>
#include <QGridLayout>
#include <QGuiApplication>
#include <QHeaderView>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QPushButton>
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
    return text.isEmpty() ? MessageDetail::tr("This message has no headers.") : text;
}

} // namespace

MessageDetail::MessageDetail(QWidget *parent)
    : QWidget(parent), m_whole(new QStackedWidget(this)), m_tree(this)
{
    auto *empty = new PlainLabel(tr("Choose a message to see all of it."), TextRole::Secondary,
                                 this, Wrap::Yes);
    empty->setAlignment(Qt::AlignCenter);
    empty->setMargin(kSpace4);
    m_whole->addWidget(empty);
    m_whole->addWidget(makeMessage());
    auto *layout = new QVBoxLayout(this);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->addWidget(m_whole);
}

QWidget *MessageDetail::makeMessage()
{
    auto *page = new QWidget(this);
    m_tabs = new QTabBar(page);
    m_tabs->setExpanding(false);
    m_tabs->setAccessibleName(tr("How the message is shown"));
    for (const QString &name : {tr("Tree"), tr("Text"), tr("Hex"), tr("Headers"), tr("Diff")}) {
        m_tabs->addTab(name);
    }
    m_treeView = new QTreeView(page);
    m_treeView->setModel(&m_tree);
    m_treeView->setItemDelegate(new JsonDelegate(m_treeView));
    m_treeView->setProperty("frameless", true);
    m_treeView->setProperty("rows", u"airy"_s);
    m_treeView->setUniformRowHeights(true);
    m_treeView->setHeaderHidden(true);
    m_treeView->setIndentation(14);
    m_treeView->setAccessibleName(tr("Fields of the message"));
    m_treeView->header()->setSectionResizeMode(0, QHeaderView::ResizeToContents);
    m_text = new PayloadView(page);
    m_text->setAccessibleName(tr("Message as text"));
    m_views = new QStackedWidget(page);
    m_views->addWidget(m_treeView);
    m_views->addWidget(m_text);
    connect(m_tabs, &QTabBar::currentChanged, this, &MessageDetail::showView);
    auto *layout = new QVBoxLayout(page);
    layout->setContentsMargins(0, 0, 0, 0);
    layout->setSpacing(0);
    layout->addWidget(m_tabs);
    layout->addWidget(new Rule(Qt::Horizontal, page));
    layout->addSpacing(kSpace2);
    layout->addWidget(m_views, 1);
    layout->addWidget(new Rule(Qt::Horizontal, page));
    layout->addWidget(makeFacts());
    layout->addWidget(makeActions());
    return page;
}

QWidget *MessageDetail::makeFacts()
{
    auto *facts = new FactGrid(this);
    facts->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace2);
    for (const QString &name : {tr("Topic"), tr("Lane"), tr("Position"), tr("Key"), tr("Time"),
                                tr("Received"), tr("Size"), tr("Read as")}) {
        m_facts.push_back(facts->addFact(name));
    }
    m_cut = new PlainLabel({}, TextRole::Secondary, facts, Wrap::Yes);
    m_cut->setTone(Tone::Warning);
    facts->addNote(m_cut);
    return facts;
}

QWidget *MessageDetail::makeActions()
{
    auto *box = new QWidget(this);
    auto *grid = new QGridLayout(box);
    grid->setContentsMargins(kSpace3, 0, kSpace3, kSpace3);
    grid->setSpacing(kSpace2);
    const auto add = [&](const QString &text, auto content) {
        auto *button = makeButton(text, ButtonRole::Plain, box);
        connect(button, &QPushButton::clicked, this, [this, content] {
            QGuiApplication::clipboard()->setText(QString::fromUtf8(content(m_sample)).trimmed());
        });
        grid->addWidget(button, grid->count() / 2, grid->count() % 2);
    };
    add(tr("Copy value"), [](const core::Sample &sample) { return sample.payload; });
    add(tr("Copy key"), [](const core::Sample &sample) { return sample.key; });
    add(tr("Copy row"), &jsonLine);
    auto *jump = makeButton(tr("Jump to…"), ButtonRole::Plain, box);
    connect(jump, &QPushButton::clicked, this, &MessageDetail::jumpWanted);
    grid->addWidget(jump, 1, 1);
    return box;
}

void MessageDetail::show(const core::Sample &sample, const std::optional<core::Sample> &before)
{
    m_sample = sample;
    m_before = before;
    m_tree.setValue(parsed(m_sample.payload, m_isJson));
    m_treeView->expandToDepth(1);
    m_tabs->setTabEnabled(Tree, m_isJson);
    m_tabs->setTabText(Headers,
                       sample.headers.empty() ? tr("Headers")
                                              : tr("Headers %1").arg(sample.headers.size()));
    showFacts();
    const int view = m_tabs->currentIndex();
    if (view == Tree && !m_isJson) {
        m_tabs->setCurrentIndex(Text);
    } else {
        showView(view);
    }
    m_whole->setCurrentIndex(1);
}

void MessageDetail::clear()
{
    m_sample = {};
    m_before.reset();
    m_whole->setCurrentIndex(0);
}

void MessageDetail::showFacts()
{
    const QLocale locale;
    const qint64 time = m_sample.timestampMs >= 0 ? m_sample.timestampMs : m_sample.receivedMs;
    const QStringList values = {
        m_sample.topic.isEmpty() ? u"–"_s : core::visibleText(m_sample.topic, 256),
        core::visibleText(m_sample.lane, 256),
        m_sample.position < 0 ? u"–"_s : locale.toString(qlonglong(m_sample.position)),
        m_sample.key.isNull() ? u"–"_s : previewText(m_sample.key, 120),
        QDateTime::fromMSecsSinceEpoch(time).toString(u"yyyy-MM-dd HH:mm:ss.zzz"_s),
        tr("%1 ms later").arg(locale.toString(qlonglong(m_sample.receivedMs - time))),
        locale.formattedDataSize(m_sample.payloadSize, m_sample.payloadSize < 1024 ? 0 : 1),
        m_isJson ? tr("JSON") : tr("text")};
    for (qsizetype i = 0; i < values.size(); ++i) {
        m_facts[i]->setText(values[i]);
    }
    const bool isCut = m_sample.payloadSize > m_sample.payload.size();
    m_cut->setVisible(isCut);
    m_cut->setText(tr("Only the first %1 are kept for the screen; the flow moves all of it.")
                       .arg(locale.formattedDataSize(m_sample.payload.size())));
}

void MessageDetail::showDiff()
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

void MessageDetail::showView(int view)
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
