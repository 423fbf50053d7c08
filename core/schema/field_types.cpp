// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_types.h"

#include "core/support/text.h"
#include "core/support/units.h"

#include <QDir>
#include <QFile>

using namespace Qt::StringLiterals;

namespace core {

QString FilePath::absolute(const QString &baseFolder) const
{
    return QDir::cleanPath(QDir(baseFolder).absoluteFilePath(text));
}

Result<QByteArray> Pem::load(const QString &baseFolder) const
{
    if (isInline() || isEmpty()) {
        return text.toUtf8();
    }
    QFile file(FilePath{.text = text}.absolute(baseFolder));
    if (!file.open(QIODevice::ReadOnly)) {
        return Error{.code = ErrorCode::Config,
                     .id = "pem.unreadable",
                     .message = core::text(WEIR_TEXT("%1 cannot be read: %2"))
                                    .arg(visibleText(text, 200), file.errorString())};
    }
    const QByteArray bytes = file.read(kMiB + 1);
    if (bytes.size() > kMiB || !bytes.contains("-----BEGIN")) {
        return Error{.code = ErrorCode::Config,
                     .id = "pem.invalid",
                     .message = core::text(WEIR_TEXT("%1 holds no PEM text of at most 1 MiB"))
                                    .arg(visibleText(text, 200))};
    }
    return bytes;
}

} // namespace core
