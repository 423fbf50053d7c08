// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/key_ring/key_ring.h"

#include "core/support/text.h"

#include <QEventLoop>
#include <QTimer>

#include <qt6keychain/keychain.h>

using namespace Qt::StringLiterals;

namespace app {
namespace {

core::Result<void> finish(QKeychain::Job &job)
{
    constexpr auto kLimit = std::chrono::seconds(30);
    bool answered = false;
    QEventLoop loop;
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        answered = true;
        loop.quit();
    });
    QTimer::singleShot(kLimit, &loop, &QEventLoop::quit);
    job.start();
    if (!answered) {
        loop.exec();
    }
    if (!answered || job.error() != QKeychain::NoError) {
        return core::Error{
            .code = core::ErrorCode::NotFound,
            .id = "secret.key_ring",
            .message = answered
                ? core::text(WEIR_TEXT("The key ring did not give it: %1"))
                      .arg(core::visibleText(core::redacted(job.errorString()), 200))
                : core::text(WEIR_TEXT("The key ring did not answer in 30 seconds")),
            .fix = core::text(WEIR_TEXT("Use ${env:NAME} or ${file:PATH} where no key ring runs"))};
    }
    return {};
}

} // namespace

core::Result<QByteArray> KeyRing::read(const QString &account)
{
    QKeychain::ReadPasswordJob job(u"weir"_s);
    job.setKey(account);
    if (auto done = finish(job); !done) {
        return done.error();
    }
    return job.binaryData();
}

core::Result<void> KeyRing::write(const QString &account, const QByteArray &value)
{
    QKeychain::WritePasswordJob job(u"weir"_s);
    job.setKey(account);
    job.setBinaryData(value);
    return finish(job);
}

core::Result<void> KeyRing::remove(const QString &account)
{
    QKeychain::DeletePasswordJob job(u"weir"_s);
    job.setKey(account);
    return finish(job);
}

} // namespace app
