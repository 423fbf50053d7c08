// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/payload_text.h"

#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace ui {

QString foldedText(const QByteArray &bytes)
{
    constexpr qsizetype kFold = 8192;
    const QString text = QString::fromUtf8(bytes);
    QString shown;
    shown.reserve(text.size() + text.size() / kFold);
    for (qsizetype at = 0; at < text.size();) {
        const qsizetype newline = text.indexOf(u'\n', at);
        const qsizetype lineEnd = newline < 0 ? text.size() : newline;
        const qsizetype end = std::min(lineEnd, at + kFold);
        shown += core::visibleText(text.mid(at, end - at), kFold * 6);
        at = end == newline ? end + 1 : end;
        if (at < text.size()) {
            shown += u'\n';
        }
    }
    return shown;
}

QString hexText(const QByteArray &bytes, qsizetype most)
{
    constexpr qsizetype kLine = 16;
    QString shown;
    const qsizetype size = std::min(bytes.size(), most);
    for (qsizetype at = 0; at < size; at += kLine) {
        const QByteArray line = bytes.mid(at, std::min(kLine, size - at));
        QString letters;
        for (const char byte : line) {
            letters += byte >= 0x20 && byte < 0x7f ? QChar::fromLatin1(byte) : QChar(u'·');
        }
        shown += u"%1  %2  %3\n"_s.arg(at, 6, 16, QLatin1Char('0'))
                     .arg(QString::fromLatin1(line.toHex(' ')), -47)
                     .arg(letters);
    }
    return shown;
}

} // namespace ui
