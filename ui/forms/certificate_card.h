// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/schema/certificate.h"
#include "core/schema/field_types.h"
#include "ui/common/card.h"

#include <QFutureWatcher>

class QVBoxLayout;

namespace ui {

class StateMark;

/// What a certificate says: whose it is, for which names, who vouches for it, how long. Reads text
/// or file on a thread of the pool. GUI thread.
class CertificateCard final : public Card
{
    Q_OBJECT

public:
    explicit CertificateCard(QWidget *parent = nullptr);

    /// Shows what the text or file holds; hidden where there is none.
    void show(const core::Pem &pem, const QString &baseFolder);

private:
    using Facts = core::Result<std::vector<core::CertificateFacts>>;

    void handleRead();
    void showFacts(const core::CertificateFacts &facts, std::size_t others);

    QFutureWatcher<Facts> m_reading;
    StateMark *m_mark;
    PlainLabel *m_validity;
    PlainLabel *m_subject;
    PlainLabel *m_names;
    PlainLabel *m_issuer;
};

} // namespace ui
