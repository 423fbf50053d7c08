// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_types.h"

#include "core/support/text.h"

#include <QDir>
#include <QFile>

namespace core {

Result<QByteArray> Pem::load(const QString &baseFolder) const
{
    constexpr qint64 kMost = 1024 * 1024;
    if (isEmpty() || isInline()) {
        return text.toUtf8();
    }
    QFile file(QDir(baseFolder).absoluteFilePath(text));
    if (!file.open(QIODevice::ReadOnly) || file.size() > kMost) {
        return Error{.code = ErrorCode::Config,
                     .id = "pem.unreadable",
                     .message = core::text(WEIR_TEXT("The certificate file %1 cannot be read"))
                                    .arg(visibleText(text, 200))};
    }
    return file.read(kMost);
}

QString FilePath::absolute(const QString &baseFolder) const
{
    return QDir::cleanPath(QDir(baseFolder).absoluteFilePath(text));
}

} // namespace core
