// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "core/engine/dead_letters.h"
#include "tests/ui/support/session_world.h"
#include "tests/ui/support/widget_walk.h"
#include "ui/dead_letters/dead_letters_page.h"

#include <QTest>
#include <QTimer>

/// The page over two flows whose endpoint takes everything, beating like the window.
struct LettersWorld : SessionWorld
{
    static constexpr int kLimit = 20'000; ///< ms
    static constexpr std::int64_t kPlenty = 64 << 20;

    LettersWorld()
    {
        const QByteArray yaml =
            "weir: 1\nname: plant\nsources:\n  made:\n    type: stream_generator\n"
            "    template: iot\n    interval: 20ms\nendpoints:\n  hub:\n    type: discard\n"
            "  picky:\n    type: loopback\n    channel: picky\n    refuse_every: 1\n"
            "flows:\n  orders:\n    from: {source: made}\n    to: [{endpoint: hub}]\n"
            "  alarms:\n    from: {source: made}\n    to: [{endpoint: picky}]\n";
        session.adopt(core::parseWorkspace(yaml, folder.filePath(QStringLiteral("p.weir.yaml")),
                                           support::allTypes())
                          .workspace);
        beats.callOnTimeout(&beats,
                            [this] { page->beat({.flows = engine.snapshot(), .beat = number++}); });
    }
    ~LettersWorld()
    {
        beats.stop();
        page.reset();
        engine.stopAll();
        engine.waitUntilStopped(std::chrono::seconds(30));
    }

    QString idOf(const QString &flow) const { return session.workspace().flow(flow)->id; }
    QString file() const { return ui::deadLetterFileOf(session.workspace()); }
    std::shared_ptr<core::DeadLetterStore> store() const
    {
        return *core::DeadLetterStore::open(file());
    }
    core::DeadLetter letter(const QString &flow, int position) const
    {
        return {.flowId = idOf(flow),
                .flow = flow,
                .source = QStringLiteral("made"),
                .endpoint = session.workspace().flow(flow)->to.front().entry,
                .lane = QStringLiteral("orders/3#0"),
                .topic = QStringLiteral("orders"),
                .position = position,
                .timestampMs = 1795686000000 + position,
                .storedMs = 1795686060000 + position * 1000,
                .key = QByteArray("device_7"),
                .payload = QByteArray("{\"device\":\"device_7\",\"temperature\":21.5,\"number\":"
                                      + QByteArray::number(position) + "}"),
                .headers = {{"trace", "00-4bf92f3577b34da6"}},
                .code = QStringLiteral("store.row.refused"),
                .reason = QStringLiteral("The table does not take the row: cannot store TEXT value "
                                         "in INTEGER column readings.number"),
                .tries = 3};
    }
    void add(const core::DeadLetter &one) const
    {
        QVERIFY(store()->add(std::span(&one, 1), kPlenty).has_value());
    }
    void fill(const QString &flow, int count) const
    {
        std::vector<core::DeadLetter> letters;
        for (int i = 0; i < count; ++i) {
            letters.push_back(letter(flow, 1200 + i));
        }
        QVERIFY(store()->add(letters, kPlenty).has_value());
    }
    void open(const QSize &size = {1108, 740}, ui::Scheme scheme = ui::Scheme::Light)
    {
        page = std::make_unique<ui::DeadLettersPage>(session);
        walk::show(*page, scheme, size);
        page->enter();
        beats.start(50);
    }
    int rows() const { return page->model().rowCount(); }
    QString cell(int row, int column) const
    {
        return page->model().index(row, column).data().toString();
    }

    std::unique_ptr<ui::DeadLettersPage> page;
    QTimer beats;
    std::uint64_t number = 0;
};
