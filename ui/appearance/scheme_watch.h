// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/common/colors.h"
#include "ui/session/background.h"

#include <QDBusMessage> // moc needs all of it, or the bus finds no slot

#include <optional>

namespace ui {

/// Follows the desktop's wish for light or dark: the portal's setting where there is one, else the
/// palette that the desktop gives. The bus is waited for on a thread of its own. GUI thread.
class SchemeWatch final : public QObject
{
    Q_OBJECT

public:
    explicit SchemeWatch(QObject *parent = nullptr);
    ~SchemeWatch() override;

    /// Answers with wished(), soon and whenever the wish changes.
    void begin();
    /// What is wished as far as it is known; before begin() what the palette is.
    Scheme scheme() const { return m_scheme; }

Q_SIGNALS:
    void wished(ui::Scheme scheme);

protected:
    bool eventFilter(QObject *watched, QEvent *event) override;

private Q_SLOTS:
    void handleSetting(const QDBusMessage &said);

private:
    void take(std::optional<uint> wish);
    void tell(Scheme scheme);
    void tellPalette();
    std::optional<uint> askPortal(); ///< blocks

    Scheme m_scheme;
    bool m_hasWish = false; ///< of the portal
    Background m_bus;
};

} // namespace ui
