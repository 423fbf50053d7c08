// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/workspace/workspace.h"
#include "ui/forms/form_model.h"

#include <QObject>
#include <QPointer>

#include <memory>

namespace ui {

class EditorHost;
class FormPage;
class SchemaForm;
struct FormContext;

/// Where a flow begins, on its page: picking a source lets go of the endpoint and the other way
/// round, and what is read of an endpoint has a tab of its own. GUI thread; the flow's model and
/// form outlive it.
class ReadingPart final : public QObject
{
    Q_OBJECT

public:
    ReadingPart(EditorHost &host, FormModel &flow, SchemaForm &form, const FormContext &context,
                const core::FlowOrigin &origin);
    ~ReadingPart() override;

    FormModel *model() const { return m_model.get(); } ///< null while a source is read
    core::FlowOrigin origin() const;
    bool isDirty() const;
    /// Shows the first error, if there is one.
    bool focusFirstError();
    /// Which path typed secrets get: that of the flow.
    void placeSecrets(const QString &flow);
    QHash<QString, QByteArray> secrets() const;
    void accept();

    /// Endpoints of the workspace that can be read.
    static QStringList readable(const EditorHost &host);

Q_SIGNALS:
    /// Another endpoint, or none: model() may be another one.
    void readingChanged(const QString &endpoint);

private:
    void handleEdit(const QString &key);
    void showReading();
    void drop();

    EditorHost &m_host;
    FormModel &m_flow;
    SchemaForm &m_form;
    const FormContext &m_context;
    core::FlowOrigin m_saved;
    QString m_name; ///< of the flow
    const core::Schema *m_schema = nullptr; ///< of the page that is shown
    std::unique_ptr<FormModel> m_model;
    FormPage *m_page = nullptr;
};

} // namespace ui
