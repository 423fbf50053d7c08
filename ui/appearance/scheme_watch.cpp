// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/appearance/scheme_watch.h"

#include <QApplication>
#include <QDBusConnection>
#include <QDBusVariant>
#include <QEvent>
#include <QFileInfo>
#include <QPalette>

using namespace Qt::StringLiterals;

namespace ui {
namespace {

const QString kName = u"weir-appearance"_s;
const QString kService = u"org.freedesktop.portal.Desktop"_s;
const QString kPath = u"/org/freedesktop/portal/desktop"_s;
const QString kInterface = u"org.freedesktop.portal.Settings"_s;
const QString kGroup = u"org.freedesktop.appearance"_s;
const QString kKey = u"color-scheme"_s;

/// Without one the library would start a bus of its own.
bool hasBus()
{
    return !qEnvironmentVariableIsEmpty("DBUS_SESSION_BUS_ADDRESS")
        || QFileInfo::exists(qEnvironmentVariable("XDG_RUNTIME_DIR") + u"/bus"_s);
}

/// 1 = dark, 2 = light, 0 = no wish; older portals wrap it twice.
std::optional<uint> wishIn(QVariant value)
{
    while (value.canConvert<QDBusVariant>()) {
        value = value.value<QDBusVariant>().variant();
    }
    bool isNumber = false;
    const uint wish = value.toUInt(&isNumber);
    return isNumber ? std::optional(wish) : std::nullopt;
}

} // namespace

SchemeWatch::SchemeWatch(QObject *parent)
    : QObject(parent), m_scheme(schemeOf(QApplication::palette())), m_bus(u"weir-appearance"_s)
{ }

SchemeWatch::~SchemeWatch()
{
    QDBusConnection::disconnectFromBus(kName);
}

void SchemeWatch::begin()
{
    QCoreApplication::instance()->installEventFilter(this);
    if (hasBus()) {
        m_bus.run([this] { return askPortal(); }, [this](std::optional<uint> wish) { take(wish); });
    }
}

std::optional<uint> SchemeWatch::askPortal()
{
    constexpr int kLimit = 2000; // ms
    QDBusConnection bus = QDBusConnection::connectToBus(QDBusConnection::SessionBus, kName);
    if (!bus.isConnected()) {
        return std::nullopt;
    }
    // The slot by its name, as the bus wants it; an empty service spares the question who has it.
    bus.connect({}, kPath, kInterface, u"SettingChanged"_s, this, "1handleSetting(QDBusMessage)");
    QDBusMessage question = QDBusMessage::createMethodCall(kService, kPath, kInterface, u"Read"_s);
    question << kGroup << kKey;
    const QDBusMessage answer = bus.call(question, QDBus::Block, kLimit);
    return answer.type() == QDBusMessage::ReplyMessage && !answer.arguments().isEmpty()
        ? wishIn(answer.arguments().constFirst())
        : std::nullopt;
}

void SchemeWatch::handleSetting(const QDBusMessage &said)
{
    const QVariantList values = said.arguments();
    if (values.value(0).toString() == kGroup && values.value(1).toString() == kKey) {
        take(wishIn(values.value(2)));
    }
}

void SchemeWatch::take(std::optional<uint> wish)
{
    const bool hadWish = std::exchange(m_hasWish, wish && (*wish == 1 || *wish == 2));
    if (m_hasWish) {
        tell(*wish == 1 ? Scheme::Dark : Scheme::Light);
    } else if (hadWish) {
        tellPalette();
    }
}

void SchemeWatch::tell(Scheme scheme)
{
    m_scheme = scheme;
    Q_EMIT wished(scheme);
}

void SchemeWatch::tellPalette()
{
    QApplication::setPalette(QPalette()); // the desktop's own again, to look at
    tell(schemeOf(QApplication::palette()));
}

bool SchemeWatch::eventFilter(QObject *watched, QEvent *event)
{
    if (event->type() == QEvent::ThemeChange && watched->isWindowType() && !m_hasWish) {
        tellPalette();
    }
    return QObject::eventFilter(watched, event);
}

} // namespace ui
