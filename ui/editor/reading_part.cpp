// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/editor/reading_part.h"

#include "ui/editor/editor_host.h"
#include "ui/editor/entry_edits.h"
#include "ui/forms/form_page.h"
#include "ui/forms/schema_form.h"

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString kSourceKey = u"from.source"_s;
const QString kEndpointKey = u"from.endpoint"_s;

const core::EndpointReading *readingOf(const EditorHost &host, const QString &endpoint)
{
    const core::WorkspaceEntry *entry = host.workspace().endpoint(endpoint);
    const core::EndpointType *type = entry ? host.registry().endpoint(entry->type) : nullptr;
    return type ? type->reading : nullptr;
}

} // namespace

ReadingPart::ReadingPart(EditorHost &host, FormModel &flow, SchemaForm &form,
                         const FormContext &context, const core::FlowOrigin &origin)
    : m_host(host), m_flow(flow), m_form(form), m_context(context), m_saved(origin)
{
    if (FormRow *row = form.page(core::Tab::Basic)->row(kEndpointKey)) {
        row->setOffered(!readable(host).isEmpty() || origin.isEndpoint);
    }
    connect(&flow, &FormModel::valueChanged, this, &ReadingPart::handleEdit);
    showReading();
}

ReadingPart::~ReadingPart()
{
    drop();
}

QStringList ReadingPart::readable(const EditorHost &host)
{
    QStringList names;
    for (const core::WorkspaceEntry &entry : host.workspace().endpoints) {
        if (readingOf(host, entry.name)) {
            names.append(entry.name);
        }
    }
    return names;
}

void ReadingPart::handleEdit(const QString &key)
{
    if (key != kSourceKey && key != kEndpointKey) {
        return;
    }
    const QString other = key == kSourceKey ? kEndpointKey : kSourceKey;
    if (!m_flow.text(key).isEmpty() && !m_flow.text(other).isEmpty()) {
        m_flow.setText(other, {});
    }
    showReading();
    Q_EMIT readingChanged(m_flow.text(kEndpointKey));
}

void ReadingPart::drop()
{
    m_form.setExtraPage({}, nullptr); // its editors use the model
    m_page = nullptr;
    m_model.reset();
    m_schema = nullptr;
}

void ReadingPart::showReading()
{
    const QString endpoint = m_flow.text(kEndpointKey);
    const core::EndpointReading *reading = readingOf(m_host, endpoint);
    const core::Schema *schema = reading ? &reading->schema() : nullptr;
    if (schema == m_schema) {
        return; // what was set holds for another endpoint of the type, too
    }
    drop();
    if (!schema) {
        return;
    }
    const bool isSaved =
        m_saved.isEndpoint && !m_saved.reading.isEmpty() && &m_saved.reading.schema() == schema;
    m_schema = schema;
    m_model = std::make_unique<FormModel>(isSaved ? m_saved.reading : core::ConfigBox(*schema),
                                          core::Role::Source);
    m_page = new FormPage(*m_model, m_model->fields(), m_context, FormPage::Headings::Yes, &m_form);
    m_page->setLabelWidth(m_form.labelWidth());
    m_form.setExtraPage(tr("What is read"), m_page);
    placeSecrets(m_name);
}

core::FlowOrigin ReadingPart::origin() const
{
    const QString endpoint = m_flow.text(kEndpointKey);
    if (endpoint.isEmpty()) {
        return {.entry = m_flow.text(kSourceKey)};
    }
    return {.entry = endpoint,
            .isEndpoint = true,
            .reading = m_model ? m_model->config() : core::ConfigBox()};
}

bool ReadingPart::isDirty() const
{
    return m_model && m_model->isDirty();
}

bool ReadingPart::focusFirstError()
{
    if (!m_model) {
        return false;
    }
    m_model->touchAll();
    const QString key = m_model->firstError();
    if (!key.isEmpty()) {
        m_form.showExtraPage();
        m_page->focusRow(key.section(u'[', 0, 0));
    }
    return !key.isEmpty();
}

void ReadingPart::placeSecrets(const QString &flow)
{
    m_name = flow;
    if (m_model) {
        m_model->secrets().setPlace(u"flows/"_s + flow,
                                    secretPathsOfReadings(m_host.workspace(), flow));
    }
}

QHash<QString, QByteArray> ReadingPart::secrets() const
{
    return m_model ? m_model->secrets().usedBy(m_model->config()) : QHash<QString, QByteArray>();
}

void ReadingPart::accept()
{
    m_saved = origin();
    if (m_model) {
        m_model->accept();
    }
}

} // namespace ui
