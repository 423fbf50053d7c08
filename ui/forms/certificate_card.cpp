// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/forms/certificate_card.h"

#include "core/support/text.h"
#include "ui/common/colors.h"
#include "ui/common/state_mark.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QPromise>
#include <QThreadPool>
#include <QVBoxLayout>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

constexpr qint64 kSoon = 30;
constexpr qsizetype kMostNames = 6;

using Facts = core::Result<std::vector<core::CertificateFacts>>;

QFuture<Facts> readInBackground(const core::Pem &pem, const QString &baseFolder)
{
    auto promise = std::make_shared<QPromise<Facts>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, pem, baseFolder] {
        const core::Result<QByteArray> bytes = pem.load(baseFolder);
        promise->addResult(bytes ? core::readCertificates(*bytes) : Facts(bytes.error()));
        promise->finish();
    });
    return promise->future();
}

QString shortened(const QStringList &names)
{
    QStringList shown = names.mid(0, kMostNames);
    if (names.size() > kMostNames) {
        shown.append(CertificateCard::tr("and more: %1").arg(names.size() - kMostNames));
    }
    return core::visibleText(shown.join(u", "_s), 512);
}

} // namespace

CertificateCard::CertificateCard(QWidget *parent)
    : Card(parent), m_mark(new StateMark(Mark::Passed, this)),
      m_validity(new PlainLabel({}, TextRole::Strong, this, Wrap::Yes)),
      m_subject(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_names(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes)),
      m_issuer(new PlainLabel({}, TextRole::Secondary, this, Wrap::Yes))
{
    auto *head = new QHBoxLayout;
    head->setSpacing(kSpace2);
    head->addWidget(m_mark, 0, Qt::AlignTop);
    head->addWidget(m_validity, 1);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(kSpace3, kSpace2, kSpace3, kSpace2);
    column->setSpacing(kSpace1);
    column->addLayout(head);
    for (PlainLabel *label : {m_subject, m_names, m_issuer}) {
        column->addWidget(label);
    }
    hide();
    connect(&m_reading, &QFutureWatcher<Facts>::finished, this, &CertificateCard::handleRead);
}

void CertificateCard::show(const core::Pem &pem, const QString &baseFolder)
{
    if (pem.isEmpty()) {
        m_reading.setFuture({});
        hide();
        return;
    }
    m_reading.setFuture(readInBackground(pem, baseFolder));
}

void CertificateCard::handleRead()
{
    if (m_reading.future().resultCount() == 0) {
        return;
    }
    const Facts facts = m_reading.result();
    const bool isReadable = facts && !facts->empty();
    for (PlainLabel *label : {m_subject, m_names, m_issuer}) {
        label->setVisible(isReadable);
    }
    if (isReadable) {
        showFacts(facts->front(), facts->size() - 1);
    } else {
        m_mark->setMark(Mark::Warning);
        m_validity->setText(facts ? tr("There is no certificate in it")
                                  : core::visibleText(facts.error().message, 300));
        m_validity->setTone(Tone::Warning);
    }
    setVisible(true);
}

void CertificateCard::showFacts(const core::CertificateFacts &facts, std::size_t others)
{
    const QString day = QLocale().toString(facts.notAfter.date(), QLocale::ShortFormat);
    const bool isExpired = facts.daysLeft < 0;
    const bool isSoon = facts.daysLeft <= kSoon;
    m_mark->setMark(isExpired ? Mark::Failed : isSoon ? Mark::Warning : Mark::Passed);
    m_validity->setTone(isExpired ? Tone::Error : isSoon ? Tone::Warning : Tone::Normal);
    m_validity->setText(
        isExpired
            ? tr("Expired on %1").arg(day)
            : tr("Valid until %1, days left: %2").arg(day, QLocale().toString(facts.daysLeft)));
    m_subject->setText(tr("For %1").arg(core::visibleText(facts.subject, 300)));
    m_names->setText(tr("Names %1").arg(shortened(facts.names)));
    m_names->setVisible(!facts.names.isEmpty());
    const QString issuer = core::visibleText(facts.issuer, 300);
    const QString behind = QLocale().toString(static_cast<qulonglong>(others));
    m_issuer->setText(others == 0
                          ? tr("Issued by %1").arg(issuer)
                          : tr("Issued by %1; further certificates: %2").arg(issuer, behind));
}

} // namespace ui
