// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/field_editor.h"

#include "core/support/text.h"
#include "ui/common/theme.h"

#include <QEvent>

using namespace Qt::StringLiterals;

namespace ui {

FieldEditor::FieldEditor(FormModel &model, const QString &key, QWidget *parent)
    : QWidget(parent), m_model(model), m_key(key)
{
    connect(&model, &FormModel::valueChanged, this, [this](const QString &changed) {
        if (!m_writing && (changed == m_key || m_key.startsWith(changed + u'['))) {
            refresh();
        }
    });
}

void FieldEditor::showSeverity(std::optional<core::Severity> severity)
{
    if (m_control) {
        const bool isError = severity == core::Severity::Error;
        const bool isWarning = severity == core::Severity::Warning;
        setStyleProperty(m_control, "finding",
                         isError         ? u"error"_s
                             : isWarning ? u"warning"_s
                                         : QString());
    }
}

void FieldEditor::setAccessibleTexts(const QString &name, const QString &description)
{
    if (m_control) {
        m_control->setAccessibleName(name);
        m_control->setAccessibleDescription(description);
    }
}

void FieldEditor::write(const QString &text)
{
    m_writing = true;
    m_model.setText(m_key, text);
    m_writing = false;
}

void FieldEditor::writeNode(const core::Node &node)
{
    m_writing = true;
    m_model.setValue(m_key, node);
    m_writing = false;
}

void FieldEditor::setControl(QWidget *control)
{
    m_control = control;
    setFocusProxy(control);
    control->installEventFilter(this);
}

bool FieldEditor::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::FocusOut && watched == m_control) {
        Q_EMIT left();
    }
    return QWidget::eventFilter(watched, event);
}

QString FieldEditor::shownText() const
{
    return m_model.isChanged(m_key) ? m_model.text(m_key) : QString();
}

QString FieldEditor::hint() const
{
    const QString fallback = m_model.defaultText(m_key);
    if (!fallback.isEmpty()) {
        return tr("%1 (default)").arg(fallback);
    }
    const QString example = core::text(spec().example);
    return example.isEmpty() ? QString() : tr("for example %1").arg(example);
}

} // namespace ui
