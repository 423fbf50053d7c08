// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/payload_text.h"

#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace ui {

QString FoldedText::next()
{
    constexpr qsizetype kMost = 16 * 1024; // characters as shown
    constexpr int kMostLines = 500;
    QString piece = nextLine();
    for (int lines = 1; !atEnd() && lines < kMostLines && piece.size() < kMost; ++lines) {
        piece += u'\n' + nextLine();
    }
    return piece;
}

QString FoldedText::nextLine()
{
    constexpr qsizetype kFold = 8192;
    constexpr qsizetype kFoldOfMarks = 1024; // each may be shown by six, or be laid out upon others
    const qsizetype newline = m_text.indexOf(u'\n', m_at);
    const qsizetype lineEnd = newline < 0 ? m_text.size() : newline;
    const auto isPlain = [](QChar one) { return one >= u' ' && one <= u'~'; };
    const QStringView head = QStringView(m_text).mid(m_at, std::min(kFold, lineEnd - m_at));
    const qsizetype fold = std::ranges::all_of(head, isPlain) ? kFold : kFoldOfMarks;
    const qsizetype end = std::min(lineEnd, m_at + fold);
    QString line = core::visibleText(m_text.mid(m_at, end - m_at), end - m_at);
    m_at = end == newline ? end + 1 : end;
    return line;
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
