// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/dead_letters/letters_model.h"

#include "core/support/text.h"
#include "ui/session/screen_frame.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>

using namespace Qt::StringLiterals;

namespace ui {

LettersModel::LettersModel(QObject *parent)
    : RowsModel({{.title = tr("Refused")},
                 {.title = tr("Flow")},
                 {.title = tr("Endpoint")},
                 {.title = tr("Lane @ position")},
                 {.title = tr("Reason")},
                 {.title = tr("Code")},
                 {.title = tr("Size"), .side = Qt::AlignRight}},
                parent)
{ }

bool LettersModel::setLetters(std::vector<core::DeadLetter> letters)
{
    if (std::ranges::equal(letters, m_letters, {}, &core::DeadLetter::id, &core::DeadLetter::id)) {
        return false; // a letter never changes: refused again, it is another
    }
    beginResetModel();
    m_letters = std::move(letters);
    endResetModel();
    return true;
}

int LettersModel::rowOf(std::int64_t id) const
{
    const auto found = std::ranges::find(m_letters, id, &core::DeadLetter::id);
    return found == m_letters.end() ? -1 : static_cast<int>(found - m_letters.begin());
}

int LettersModel::rowCount(const QModelIndex &parent) const
{
    return parent.isValid() ? 0 : static_cast<int>(m_letters.size());
}

QString LettersModel::text(int row, int column) const
{
    const core::DeadLetter &one = letter(row);
    switch (column) {
    case Stored: return QDateTime::fromMSecsSinceEpoch(one.storedMs).toString(u"MM-dd HH:mm:ss"_s);
    case Flow: return core::visibleText(one.flow, 64);
    case Endpoint: return core::visibleText(one.endpoint, 64);
    case Place: return placeText(one);
    case Reason: return reasonText(one);
    case Code: return core::visibleText(one.code, 64);
    case Size: return byteFigure(static_cast<double>(one.payloadSize));
    default: return {};
    }
}

QString placeText(const core::DeadLetter &letter)
{
    QString lane = letter.lane;
    if (lane.endsWith("#0"_L1)) { // the first of its epochs, which hardly ever is another
        lane.chop(2);
    }
    lane = core::visibleText(lane, 120);
    return letter.position < 0
        ? lane
        : QString(lane + u" @ "_s + QLocale().toString(qlonglong(letter.position)));
}

QString reasonText(const core::DeadLetter &letter)
{
    return letter.reason.isEmpty() ? LettersModel::tr("No reason was given.")
                                   : core::visibleText(letter.reason, 512);
}

} // namespace ui
