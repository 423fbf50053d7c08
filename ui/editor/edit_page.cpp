// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/edit_page.h"

#include "core/support/text.h"
#include "ui/common/card.h"
#include "ui/common/question.h"
#include "ui/common/theme.h"
#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/editor/live_pane.h"
#include "ui/editor/name_row.h"
#include "ui/editor/paste_apply.h"
#include "ui/editor/paste_box.h"
#include "ui/forms/schema_form.h"
#include "ui/gallery/type_gallery.h"

#include <QComboBox>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QPushButton>
#include <QShortcut>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr int kGalleryWidth = 196;
constexpr int kPasteWidth = 320;
constexpr int kNarrowestPaste = 150;
constexpr int kNarrow = 960; ///< of the page: below it a list to pick from stands for the gallery

QString labelOf(const core::Registry &registry, core::EndKind kind, const QString &type)
{
    const core::SourceType *source = registry.source(type);
    const core::EndpointType *endpoint = registry.endpoint(type);
    return kind == core::EndKind::Source ? (source ? core::text(source->label) : QString())
                                         : (endpoint ? core::text(endpoint->label) : QString());
}

const core::Schema *schemaOf(const core::Registry &registry, core::EndKind kind,
                             const QString &type)
{
    const core::SourceType *source = registry.source(type);
    const core::EndpointType *endpoint = registry.endpoint(type);
    return kind == core::EndKind::Source ? (source ? &source->schema : nullptr)
                                         : (endpoint ? &endpoint->schema : nullptr);
}

} // namespace

EditPage::EditPage(EditorHost &host, core::EndKind kind, QWidget *parent)
    : QWidget(parent), m_host(host), m_kind(kind),
      m_gallery(new TypeGallery(typeCards(host.registry(), kind), this)),
      m_title(new PlainLabel({}, TextRole::Title, this)), m_paste(new PasteBox(this)),
      m_types(new QComboBox(this)),
      m_outcome(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_forms(new QStackedWidget(this)), m_live(new LivePane(host, kind, this))
{
    m_context.catalog = &m_live->catalog();
    m_gallery->setFixedWidth(kGalleryWidth);
    auto *middle = new QVBoxLayout;
    middle->setSpacing(kSpace3);
    middle->addWidget(makeHead());
    middle->addWidget(makeTypeList());
    middle->addWidget(m_outcome);
    middle->addWidget(makeCard(), 1);
    m_outcome->hide();
    auto *work = new QHBoxLayout;
    work->setContentsMargins(kSpace3, kSpace3, kSpace3, kSpace3);
    work->setSpacing(kSpace3);
    work->addWidget(m_gallery);
    work->addLayout(middle, 1);
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addLayout(work, 1);
    row->addWidget(m_live);
    connect(m_gallery, &TypeGallery::typeChosen, this, &EditPage::showType);
    connect(m_paste, &PasteBox::pasted, this, &EditPage::handlePaste);
    connect(m_live, &LivePane::recordAgreed, this, [this] { test(LivePane::Writing::TestRecord); });
    connect(m_live, &LivePane::testingChanged, this, &EditPage::showTesting);
    connect(m_live, &LivePane::fieldChosen, this, [this](const QString &key) {
        if (m_draft) {
            m_draft->form()->focusField(key);
        }
    });
    auto *shortcut = new QShortcut(QKeySequence(Qt::CTRL | Qt::Key_T), this);
    shortcut->setContext(Qt::WidgetWithChildrenShortcut);
    connect(shortcut, &QShortcut::activated, this, [this] { test(); });
}

EditPage::~EditPage()
{
    m_live->cancel(); // what runs is about a draft
    m_drafts.clear();
}

QWidget *EditPage::makeHead()
{
    auto *head = new QWidget(this);
    auto *row = new QHBoxLayout(head);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(kSpace3);
    row->addWidget(m_title);
    row->addStretch(1);
    m_paste->setMinimumWidth(kNarrowestPaste);
    m_paste->setMaximumWidth(kPasteWidth);
    row->addWidget(m_paste, 4);
    return head;
}

QWidget *EditPage::makeTypeList()
{
    m_types->setAccessibleName(tr("Type"));
    for (const TypeCard &card : typeCards(m_host.registry(), m_kind)) {
        m_types->addItem(card.label, card.type);
    }
    connect(m_types, &QComboBox::activated, this, [this](int index) {
        const QString type = m_types->itemData(index).toString();
        m_gallery->setCurrent(type);
        showType(type);
    });
    return m_types;
}

/// An existing entry's type stays what it is; of a new one it is chosen here or there.
void EditPage::arrange()
{
    const bool isNarrow = width() < kNarrow;
    m_gallery->setVisible(m_isNew && !isNarrow);
    m_types->setVisible(m_isNew && isNarrow);
    m_live->setFixedWidth(LivePane::widthBeside(width()));
}

void EditPage::resizeEvent(QResizeEvent *event)
{
    QWidget::resizeEvent(event);
    arrange();
}

QWidget *EditPage::makeCard()
{
    auto *card = new Card(this);
    auto *cancel = makeButton(tr("Cancel"), ButtonRole::Plain, card);
    auto *draft = makeButton(tr("Save draft"), ButtonRole::Plain, card);
    m_test = makeButton({}, ButtonRole::Plain, card);
    auto *save = makeButton(m_kind == core::EndKind::Source ? tr("Save and start") : tr("Save"),
                            ButtonRole::Primary, card);
    auto *footer = new QHBoxLayout;
    footer->setContentsMargins(kSpace4, kSpace3, kSpace4, kSpace3);
    footer->setSpacing(kSpace2);
    footer->addWidget(cancel);
    footer->addStretch(1);
    footer->addWidget(draft);
    footer->addWidget(m_test);
    footer->addWidget(save);
    auto *column = new QVBoxLayout(card);
    column->setContentsMargins(1, 1, 1, 1);
    column->setSpacing(0);
    column->addWidget(m_forms, 1);
    column->addWidget(new Rule(Qt::Horizontal, card));
    column->addLayout(footer);
    connect(cancel, &QPushButton::clicked, this, &EditPage::askCancel);
    connect(draft, &QPushButton::clicked, this, [this] {
        if (saveDraft()) {
            Q_EMIT closed();
        }
    });
    connect(m_test, &QPushButton::clicked, this, [this] { test(); });
    connect(save, &QPushButton::clicked, this, &EditPage::saveAndStart);
    showTesting();
    return card;
}

void EditPage::showTesting()
{
    m_test->setText(m_live->isTesting() ? tr("Stop test  Ctrl+T") : tr("Test  Ctrl+T"));
}

void EditPage::forgetDrafts()
{
    m_live->watch(nullptr, {});
    m_draft = nullptr;
    m_drafts.clear();
    m_outcome->hide();
}

bool EditPage::openNew(const QString &type)
{
    const std::vector<TypeCard> cards = typeCards(m_host.registry(), m_kind);
    const QString wanted = type.isEmpty() && !cards.empty() ? cards.front().type : type;
    if (!schemaOf(m_host.registry(), m_kind, wanted)) {
        return false;
    }
    forgetDrafts();
    m_isNew = true;
    arrange();
    m_gallery->setCurrent(wanted);
    showType(wanted);
    return true;
}

bool EditPage::openEntry(const QString &name)
{
    const core::WorkspaceEntry *entry = entryOf(m_host.workspace(), m_kind, name);
    if (!entry || entry->config.isEmpty()) {
        return false;
    }
    forgetDrafts();
    m_isNew = false;
    arrange();
    m_context.hasKeyRing = m_host.hasKeyRing();
    m_context.baseFolder = QFileInfo(m_host.workspace().file).absolutePath();
    auto draft = std::make_unique<EntryDraft>(m_host, m_kind, *entry, name, m_context);
    m_forms->addWidget(draft->form());
    EntryDraft *made = draft.get();
    m_drafts[entry->type] = std::move(draft);
    made->model().touchAll(); // nobody is still filling it in: what is wrong with it shows at once
    show(made);
    return true;
}

EntryDraft *EditPage::draftOf(const QString &type)
{
    std::unique_ptr<EntryDraft> &draft = m_drafts[type];
    if (!draft) {
        m_context.hasKeyRing = m_host.hasKeyRing();
        const QString file = m_host.workspace().file;
        m_context.baseFolder = file.isEmpty() ? QString() : QFileInfo(file).absolutePath();
        const core::WorkspaceEntry entry{
            .name = freeEntryName(m_host.workspace(), m_kind, type),
            .type = type,
            .config = core::newConfig(*schemaOf(m_host.registry(), m_kind, type))};
        draft = std::make_unique<EntryDraft>(m_host, m_kind, entry, QString(), m_context);
        m_forms->addWidget(draft->form());
    }
    return draft.get();
}

void EditPage::showType(const QString &type)
{
    show(draftOf(type));
}

void EditPage::show(EntryDraft *draft)
{
    m_draft = draft;
    m_forms->setCurrentWidget(draft->form());
    m_types->setCurrentIndex(m_types->findData(draft->type()));
    const QString label = labelOf(m_host.registry(), m_kind, draft->type());
    const bool isNew = draft->before().isEmpty();
    const bool isSource = m_kind == core::EndKind::Source;
    m_title->setText(isNew && isSource ? tr("New %1 source").arg(label)
                         : isNew       ? tr("New %1 endpoint").arg(label)
                         : isSource    ? tr("%1 source %2").arg(label, draft->before())
                                       : tr("%1 endpoint %2").arg(label, draft->before()));
    m_live->watch(&draft->model(), draft->type(), draft->before());
    showTesting();
    draft->nameRow()->setFocus(Qt::OtherFocusReason);
}

void EditPage::setTab(core::Tab tab)
{
    if (m_draft) {
        m_draft->form()->setTab(tab);
    }
}

bool EditPage::isDirty() const
{
    return std::any_of(m_drafts.begin(), m_drafts.end(),
                       [](const auto &one) { return one.second->isDirty(); });
}

void EditPage::handlePaste(const QString &text)
{
    const PastedText paste = readPaste(text);
    if (m_draft && m_draft->before().isEmpty() && !paste.types.contains(m_draft->type())) {
        for (const QString &type : paste.types) {
            if (schemaOf(m_host.registry(), m_kind, type)) {
                m_gallery->setCurrent(type);
                showType(type);
                break;
            }
        }
    }
    if (!m_draft) {
        return;
    }
    const PasteOutcome outcome = applyPaste(paste, m_draft->model());
    QStringList said;
    said.append(outcome.understood.isEmpty()
                    ? tr("Nothing in it is known here.")
                    : tr("Filled in: %1.").arg(outcome.understood.join(u", "_s)));
    if (!outcome.ignored.isEmpty()) {
        said.append(tr("Not used: %1.").arg(outcome.ignored.mid(0, 12).join(u", "_s)));
    }
    m_outcome->setText(said.join(u' '));
    m_outcome->show();
}

void EditPage::test(LivePane::Writing writing)
{
    if (m_live->isTesting()) {
        m_live->cancel();
    } else if (m_draft && !m_draft->form()->focusFirstError()) {
        m_live->test(writing);
    }
}

void EditPage::cancel()
{
    forgetDrafts();
    Q_EMIT closed();
}

void EditPage::askCancel()
{
    if (!isDirty()) {
        cancel();
        return;
    }
    ask(this,
        {.text = tr("What was changed here is not saved yet."),
         .first = tr("Save draft"),
         .onFirst =
             [this] {
                 if (saveDraft()) {
                     Q_EMIT closed();
                 }
             },
         .second = tr("Discard"),
         .onSecond = [this] { cancel(); }});
}

bool EditPage::save(core::Workspace &workspace)
{
    if (!m_draft) {
        return false;
    }
    m_live->cancel();
    m_draft->put(workspace);
    m_host.keepSecrets(m_draft->secrets());
    return true;
}

bool EditPage::saveDraft()
{
    if (!m_draft || !m_draft->acceptName()) {
        return false;
    }
    core::Workspace workspace = m_host.workspace();
    save(workspace);
    m_host.changeWorkspace(std::move(workspace), tr("Save %1").arg(m_draft->entry().name));
    m_draft->markSaved();
    return true;
}

void EditPage::saveAndStart()
{
    if (!m_draft || !m_draft->acceptAll()) {
        return;
    }
    core::Workspace workspace = m_host.workspace();
    save(workspace);
    startFlows(std::move(workspace));
}

void EditPage::startFlows(core::Workspace workspace)
{
    const QString name = m_draft->entry().name;
    QStringList flows = flowsUsing(workspace, m_kind, name);
    const bool asks = m_kind == core::EndKind::Source && flows.isEmpty();
    const bool hasChoice = asks && workspace.endpoints.size() > 1;
    if (asks && !hasChoice) {
        flows.append(flowFrom(workspace, m_host.registry(), name));
        flows.removeAll(QString());
    }
    m_host.changeWorkspace(std::move(workspace), tr("Save %1").arg(name));
    m_draft->markSaved();
    for (const QString &flow : flows) {
        if (m_kind == core::EndKind::Source) {
            m_host.startFlow(flow);
        }
    }
    Q_EMIT closed();
    if (hasChoice) {
        Q_EMIT flowWanted(name);
    }
}

} // namespace ui
