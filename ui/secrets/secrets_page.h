// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "ui/secrets/secrets_model.h"
#include "ui/session/screen_frame.h"
#include "ui/session/session.h"

QT_BEGIN_NAMESPACE
class QPushButton;
class QStackedWidget;
QT_END_NAMESPACE

namespace ui {

class PlainLabel;
class RowTable;

/// Where the workspace's passwords and keys are kept, and whether they are there. Values are never
/// shown; a key ring is asked on a thread that may wait. GUI thread.
class SecretsPage final : public Page
{
    Q_OBJECT

public:
    explicit SecretsPage(Session &session, QWidget *parent = nullptr);

    void beat(const ScreenFrame &) override { }
    void enter() override;

    RowTable *table() const { return m_table; }
    const SecretsModel &model() const { return m_model; }

Q_SIGNALS:
    void entryWanted(core::EndKind kind, const QString &name);
    void flowWanted(const QString &name); ///< to change it
    void newSourceWanted();

private:
    QLayout *makeHead();
    QWidget *makeList();
    void showWorkspace();
    void check();
    void openCurrent();

    Session &m_session;
    SecretsModel m_model;
    Background m_checks;
    quint64 m_asked = 0; ///< only the newest answer counts
    bool m_isInFront = false;
    PlainLabel *m_note;
    QPushButton *m_change;
    QStackedWidget *m_stack;
    RowTable *m_table;
};

} // namespace ui
