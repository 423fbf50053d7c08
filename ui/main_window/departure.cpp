// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/main_window/departure.h"

#include "core/support/text.h"
#include "ui/common/question.h"
#include "ui/flows/state_words.h"
#include "ui/main_window/notice_bar.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QTimer>
#include <QWidget>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace ui {
namespace {

constexpr auto kAsks = "asks_before_flows_stop"_L1;
constexpr auto kNotice = "handed_over"_L1;
constexpr auto kLook = 50ms; ///< how often the flows are looked at while they stop

/// As a shell takes it, whatever the file is called.
QString runCommand(const QString &file)
{
    QString quoted = file;
    return u"weirctl run '"_s + quoted.replace(u'\'', u"'\\''"_s) + u'\'';
}

} // namespace

Departure::Departure(Session &session, Memory &memory, const Place &place)
    : QObject(place.window), m_session(session), m_memory(memory), m_place(place),
      m_hand(memory, place.weirctl, place.weirctlLog),
      m_isForShow([](const QString &) { return false; })
{
    connect(&session, &Session::loaded, this, &Departure::tellOfHandedOver);
    connect(&session, &Session::saved, this, [this] {
        if (std::exchange(m_isSaving, false)) {
            m_hand.begin(m_session.workspace().file, m_handed);
        }
    });
    connect(&session, &Session::failed, this, [this](const QString &, const core::Error &error) {
        if (std::exchange(m_isSaving, false)) {
            takeBack(core::visibleText(error.message, 300));
        }
    });
    connect(&m_hand, &HandOver::taken, this, [this] {
        if (const std::function<void()> next = std::exchange(m_next, nullptr)) {
            next();
        }
    });
    connect(&m_hand, &HandOver::refused, this, &Departure::takeBack);
}

void Departure::setForShow(std::function<bool(const QString &)> isForShow)
{
    m_isForShow = std::move(isForShow);
}

std::vector<core::FlowSnapshot> Departure::running() const
{
    std::vector<core::FlowSnapshot> flows = m_session.engine().snapshot();
    std::erase_if(flows, [this](const core::FlowSnapshot &flow) {
        return !isAtWork(flow.status.state) || m_isForShow(flow.id);
    });
    return flows;
}

bool Departure::asks() const
{
    return m_memory.value(kAsks).toBool(true) && !running().empty();
}

void Departure::whenFlowsMayStop(const std::function<void()> &next)
{
    if (asks()) {
        askHowToGoOn(next);
    } else {
        next();
    }
}

void Departure::askHowToGoOn(const std::function<void()> &next)
{
    const QString file = m_session.workspace().file;
    const bool hasFile = !file.isEmpty();
    const bool canHandOver = hasFile && m_hand.isPossible();
    const QString stopped = tr("Stopped ones go on at the next start where they stopped, as far as "
                               "the source keeps what comes in the meantime.");
    const QString without = canHandOver
        ? tr("weirctl can go on with them at once, without a window, until you stop it or log out.")
        : hasFile
        ? tr("Without a window they run by %1.").arg(core::visibleText(runCommand(file), 300))
        : QString();
    ask(m_place.window,
        {.text = tr("%n flow(s) run. What becomes of them?", nullptr,
                    static_cast<int>(running().size())),
         .detail = QString(stopped + u' ' + without).trimmed(),
         .first = tr("Stop them and quit"),
         .onFirst = next,
         .second = canHandOver ? tr("Quit, weirctl goes on")
             : hasFile         ? tr("Copy that command")
                               : QString(),
         .onSecond =
             [this, canHandOver, next] {
                 if (canHandOver) {
                     m_next = next;
                     handOver();
                 } else {
                     copyCommand();
                 }
             },
         .isSecondHarmful = false,
         .never = tr("Do not ask again, stop them"),
         .onNever = [this] { m_memory.set(kAsks, false); }});
}

void Departure::copyCommand()
{
    QGuiApplication::clipboard()->setText(runCommand(m_session.workspace().file));
    m_place.notices->tell(u"run_command"_s, Mark::Note,
                          tr("Copied: run it in a terminal once this window is closed."));
}

/// Two of them at once would take turns at the source: those here end first.
void Departure::handOver()
{
    m_handed.clear();
    m_place.notices->tell(kNotice, Mark::Note, tr("Handing the flows over to weirctl…"));
    for (const core::FlowSnapshot &flow : running()) {
        if (m_session.workspace().flow(
                flow.name)) { // a retry of dead letters is none of the file's
            m_handed.append(flow.name);
        }
        m_session.engine().stop(flow.id);
    }
    awaitStop();
}

void Departure::awaitStop()
{
    if (!running().empty()) {
        QTimer::singleShot(kLook, this, &Departure::awaitStop);
        return;
    }
    // What was made here may never have been written. What was changed and not saved is not meant.
    m_isSaving = !m_session.isModified() && !m_session.hadComments();
    if (m_isSaving) {
        m_session.save();
    } else {
        m_hand.begin(m_session.workspace().file, m_handed);
    }
}

void Departure::takeBack(const QString &why)
{
    m_next = nullptr;
    m_place.notices->tell(
        kNotice, Mark::Broken,
        tr("weirctl did not take the flows over; they run here again. It said: %1").arg(why));
    for (const QString &name : std::exchange(m_handed, {})) {
        m_session.startFlow(name);
    }
}

void Departure::tellOfHandedOver()
{
    const QString file = m_session.workspace().file;
    m_hand.find(file, [this, file](const HandOver::Running &running) {
        if (running.pid == 0) {
            return;
        }
        m_place.notices->tell(
            kNotice, Mark::Note,
            tr("Flows of this file run in weirctl since %1, without this window: %2.")
                .arg(running.since, core::visibleText(running.flows.join(u", "_s), 200)),
            {{.text = tr("Run them here"),
              .run =
                  [this, file, flows = running.flows] {
                      m_hand.stop(file, [this, flows] {
                          for (const QString &name : flows) {
                              m_session.startFlow(name);
                          }
                      });
                  }},
             {.text = tr("Stop them"), .run = [this, file] { m_hand.stop(file, [] {}); }}});
    });
}

} // namespace ui
