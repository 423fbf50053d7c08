// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/workspace/secrets.h"

#include "core/schema/field_types.h"
#include "core/support/text.h"
#include "core/support/units.h"

#include <QFile>
#include <QFileInfo>

using namespace Qt::StringLiterals;

namespace core {
namespace {

constexpr qint64 kLargest = 64 * kKiB;

Error unavailable(const QString &why, const QString &fix)
{
    return Error{.code = ErrorCode::Config, .id = "secret.unavailable", .message = why, .fix = fix};
}

Result<QByteArray> fromEnvironment(const QString &name)
{
    const QByteArray key = name.toUtf8();
    if (!qEnvironmentVariableIsSet(key.constData())) {
        return unavailable(
            text(WEIR_TEXT("The environment variable %1 is not set")).arg(visibleText(name, 200)),
            text(WEIR_TEXT("Set it before Weir starts")));
    }
    QByteArray value = qgetenv(key.constData());
    if (value.size() > kLargest) {
        return unavailable(text(WEIR_TEXT("The environment variable %1 is larger than 64 KiB"))
                               .arg(visibleText(name, 200)),
                           {});
    }
    return value.isNull() ? QByteArray("") : value;
}

Result<QByteArray> fromFile(const QString &path, const QString &baseFolder)
{
    const QString shown = visibleText(path, 200);
    QFile file(FilePath{path}.absolute(baseFolder));
    if (!QFileInfo(file).isFile() || !file.open(QIODevice::ReadOnly)) {
        return unavailable(text(WEIR_TEXT("The secret file %1 cannot be read")).arg(shown),
                           text(WEIR_TEXT("Relative paths start at the workspace file")));
    }
    QByteArray value = file.read(kLargest + 1);
    if (value.size() > kLargest) {
        return unavailable(text(WEIR_TEXT("The secret file %1 is larger than 64 KiB")).arg(shown),
                           {});
    }
    if (value.endsWith('\n')) {
        value.chop(value.endsWith("\r\n") ? 2 : 1);
    }
    return value.isNull() ? QByteArray("") : value;
}

/// The part of "${kind:NAME}" behind the colon, empty for another kind.
QString nameIn(const QString &reference, QLatin1String prefix)
{
    return reference.startsWith(prefix) ? reference.mid(prefix.size()).chopped(1) : QString();
}

} // namespace

SecretResolver::SecretResolver(KeyStore *keyStore) : m_keyStore(keyStore) { }

void SecretResolver::setSessionSecret(const QString &path, const QByteArray &value)
{
    const std::scoped_lock lock(m_mutex);
    m_session.insert(path, value);
}

Result<QByteArray> SecretResolver::resolve(const QString &reference, const QString &workspaceName,
                                           const QString &baseFolder) const
{
    if (!isSecretReference(reference)) {
        return unavailable(text(WEIR_TEXT("This is not a secret reference")),
                           text(WEIR_TEXT("Write ${env:NAME}, ${file:PATH} or ${keyring:PATH}")));
    }
    if (const QString name = nameIn(reference, "${env:"_L1); !name.isEmpty()) {
        return fromEnvironment(name);
    }
    if (const QString path = nameIn(reference, "${file:"_L1); !path.isEmpty()) {
        return fromFile(path, baseFolder);
    }
    const QString path = nameIn(reference, "${keyring:"_L1);
    {
        const std::scoped_lock lock(m_mutex);
        if (const auto found = m_session.constFind(path); found != m_session.constEnd()) {
            return *found;
        }
    }
    if (!m_keyStore) {
        return unavailable(text(WEIR_TEXT("No key ring is used here")),
                           text(WEIR_TEXT("Use ${env:NAME} or ${file:PATH} instead")));
    }
    Result<QByteArray> value = m_keyStore->read(QString(workspaceName + u'/' + path));
    if (!value) {
        return unavailable(value.error().message, value.error().fix);
    }
    return value;
}

Findings SecretResolver::resolve(ConfigBox &config, const QString &path,
                                 const QString &workspaceName, const QString &baseFolder) const
{
    Findings findings;
    const auto fill = [&](Secret &secret, const QString &key) {
        if (secret.isResolved()) { // nothing to find, or typed just now and not saved yet
            return;
        }
        Result<QByteArray> value = resolve(secret.reference(), workspaceName, baseFolder);
        if (value) {
            secret.setValue(value->isNull() ? QByteArray("") : *std::move(value));
            return;
        }
        findings.push_back(Finding{.code = QString::fromLatin1(value.error().id),
                                   .path = path.isEmpty() ? key : QString(path + u'.' + key),
                                   .message = value.error().message,
                                   .fix = value.error().fix});
    };
    visitFields(config, [&](const QString &key, const FieldSpec &spec, void *member) {
        if (spec.member.codec->kind == FieldKind::Secret) {
            fill(*static_cast<Secret *>(member), key);
        } else if (spec.member.codec->kind == FieldKind::Map) {
            for (NamedValue &value : *static_cast<NamedValues *>(member)) {
                if (value.isSecret) {
                    fill(value.value, QString(key + u'.' + value.name));
                }
            }
        }
    });
    return findings;
}

Findings SecretResolver::resolve(FlowDefinition &flow, const QString &workspaceName) const
{
    const QString folder = flow.baseFolder();
    Findings findings = resolveSource(flow.from, flow.name, workspaceName, folder);
    for (FlowEnd &end : flow.to) {
        const Findings more =
            resolve(end.config, u"endpoints."_s + end.entry, workspaceName, folder);
        findings.insert(findings.end(), more.begin(), more.end());
    }
    return findings;
}

Findings SecretResolver::resolveSource(FlowEnd &from, const QString &flowName,
                                       const QString &workspaceName,
                                       const QString &baseFolder) const
{
    if (!from.readsEndpoint()) {
        return resolve(from.config, u"sources."_s + from.entry, workspaceName, baseFolder);
    }
    Findings findings =
        resolve(from.endpoint, u"endpoints."_s + from.entry, workspaceName, baseFolder);
    const Findings more =
        resolve(from.config, u"flows."_s + flowName + u".from"_s, workspaceName, baseFolder);
    findings.insert(findings.end(), more.begin(), more.end());
    return findings;
}

} // namespace core
