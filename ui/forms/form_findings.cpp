// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/form_model.h"

#include <algorithm>

using namespace Qt::StringLiterals;

// The half of FormModel that knows what is wrong and when to say so.
namespace ui {

void FormModel::check()
{
    m_findings.clear();
    // No folder: files are not touched on the GUI thread.
    for (core::Finding &finding : core::validateConfig(m_config, m_role, {})) {
        m_findings[fieldOf(finding.path)].push_back(std::move(finding));
    }
    for (auto unread = m_unread.cbegin(); unread != m_unread.cend(); ++unread) {
        if (isShown(unread.key())) {
            core::Findings &row = m_findings[fieldOf(unread.key())];
            row.insert(row.begin(), unread->findings.begin(), unread->findings.end());
        }
    }
}

/// "fields[2].name" and "headers.Cookie" belong to the rows "fields" and "headers".
QString FormModel::fieldOf(const QString &path) const
{
    QString key = path;
    while (!key.isEmpty() && !m_index.contains(key)) {
        const qsizetype cut = std::max(key.lastIndexOf(u'.'), key.lastIndexOf(u'['));
        key.truncate(std::max<qsizetype>(cut, 0));
    }
    return key;
}

void FormModel::touch(const QString &key)
{
    m_lastEdited.clear();
    if (!m_touched.contains(key)) {
        m_touched.insert(key);
        Q_EMIT stateChanged();
    }
}

void FormModel::touchAll()
{
    m_allTouched = true;
    Q_EMIT stateChanged();
}

bool FormModel::isShownFinding(const core::Finding &finding, const QString &key) const
{
    return finding.severity != core::Severity::Error || m_allTouched || m_touched.contains(key);
}

core::Findings FormModel::findings(const QString &key) const
{
    // An item's field ("fields[0].name") shows its own ones, the list itself those of all.
    const QString row = fieldOf(key);
    const auto isOfKey = [&](const core::Finding &finding) {
        return key == row ? fieldOf(finding.path) == key : finding.path == key;
    };
    core::Findings shown;
    for (const core::Finding &finding : m_findings.value(row)) {
        if (isOfKey(finding) && isShownFinding(finding, key)) {
            shown.push_back(finding);
        }
    }
    for (const core::Findings &foreign : m_foreign) {
        std::copy_if(foreign.begin(), foreign.end(), std::back_inserter(shown), isOfKey);
    }
    std::stable_sort(shown.begin(), shown.end(), [](const auto &left, const auto &right) {
        return left.severity < right.severity;
    });
    return shown;
}

bool FormModel::hasErrors() const
{
    return std::any_of(m_findings.cbegin(), m_findings.cend(),
                       [](const core::Findings &one) { return core::hasErrors(one); });
}

int FormModel::errorCount(core::Tab tab) const
{
    return static_cast<int>(
        std::count_if(m_fields.begin(), m_fields.end(), [&](const FormField &field) {
            return this->tab(field.key) == tab && isShown(field.key)
                && core::hasErrors(findings(field.key));
        }));
}

QString FormModel::firstError() const
{
    for (const core::Tab tab : {core::Tab::Basic, core::Tab::Advanced}) {
        for (const FormField &field : m_fields) {
            if (this->tab(field.key) == tab && isShown(field.key)
                && core::hasErrors(m_findings.value(field.key))) {
                return field.key;
            }
        }
    }
    return {};
}

void FormModel::setForeignFindings(const QString &source, core::Findings findings)
{
    if (findings.empty() && !m_foreign.contains(source)) {
        return;
    }
    m_foreign[source] = std::move(findings);
    Q_EMIT stateChanged();
}

} // namespace ui
