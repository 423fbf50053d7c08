// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/scheme_watch.h"

#include <QDBusConnection>
#include <QDBusVariant>
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

using namespace Qt::StringLiterals;
using ui::Scheme;

/// A desktop portal as far as the colour scheme goes.
class FakePortal final : public QObject
{
    Q_OBJECT
    Q_CLASSINFO("D-Bus Interface", "org.freedesktop.portal.Settings")

public:
    uint wish = 1;

public Q_SLOTS:
    QDBusVariant Read(const QString &group, const QString &key) const
    {
        const bool isKnown = group == u"org.freedesktop.appearance"_s && key == u"color-scheme"_s;
        return QDBusVariant(
            QVariant::fromValue(QDBusVariant(isKnown ? QVariant(wish) : QVariant(QString()))));
    }

Q_SIGNALS:
    void SettingChanged(const QString &group, const QString &key, const QDBusVariant &value);
};

class SchemeWatchTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void initTestCase();
    void cleanupTestCase();
    void theDesktopsWishIsFollowedLive();
    void noPortalIsNoWish();

private:
    QProcess m_daemon;
    FakePortal m_portal;
};

namespace {

constexpr int kLimit = 20'000; ///< ms
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

} // namespace

void SchemeWatchTest::initTestCase()
{
    m_daemon.start(u"dbus-daemon"_s, {u"--session"_s, u"--nofork"_s, u"--print-address"_s});
    QVERIFY(m_daemon.waitForReadyRead(kLimit));
    qputenv("DBUS_SESSION_BUS_ADDRESS", m_daemon.readLine().trimmed());
    QDBusConnection bus = QDBusConnection::sessionBus();
    QVERIFY(bus.registerService(u"org.freedesktop.portal.Desktop"_s));
    QVERIFY(
        bus.registerObject(u"/org/freedesktop/portal/desktop"_s, &m_portal,
                           QDBusConnection::ExportAllSlots | QDBusConnection::ExportAllSignals));
}

void SchemeWatchTest::cleanupTestCase()
{
    m_daemon.terminate();
    QVERIFY(m_daemon.waitForFinished(kLimit));
}

void SchemeWatchTest::theDesktopsWishIsFollowedLive()
{
    ui::SchemeWatch watch;
    QSignalSpy wished(&watch, &ui::SchemeWatch::wished);
    watch.begin();
    QTRY_COMPARE_WITH_TIMEOUT(wished.size(), 1, kLimit);
    QCOMPARE(wished.last()[0].value<Scheme>(), Scheme::Dark);
    Q_EMIT m_portal.SettingChanged(kGroup, kKey, QDBusVariant(2U));
    QTRY_COMPARE_WITH_TIMEOUT(wished.size(), 2, kLimit);
    QCOMPARE(wished.last()[0].value<Scheme>(), Scheme::Light);
    Q_EMIT m_portal.SettingChanged(kGroup, u"accent-color"_s, QDBusVariant(1U));
    Q_EMIT m_portal.SettingChanged(kGroup, kKey, QDBusVariant(1U));
    QTRY_COMPARE_WITH_TIMEOUT(wished.size(), 3, kLimit); // the other setting said nothing
    QCOMPARE(wished.last()[0].value<Scheme>(), Scheme::Dark);
}

void SchemeWatchTest::noPortalIsNoWish()
{
    QDBusConnection::sessionBus().unregisterService(u"org.freedesktop.portal.Desktop"_s);
    ui::SchemeWatch watch;
    const QSignalSpy wished(&watch, &ui::SchemeWatch::wished);
    watch.begin();
    QTest::qWait(300);
    QCOMPARE(wished.size(), 0);
}

QTEST_MAIN(SchemeWatchTest)
#include "scheme_watch_test.moc"
