// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/kafka/kafka_knock.h"

#include "core/support/text.h"

#include <QEventLoop>
#include <QTcpSocket>
#include <QTimer>

#include <memory>

using namespace std::chrono_literals;

namespace core::kafka {
namespace {

class Knocks final
{
public:
    explicit Knocks(const std::vector<Place> &places)
        : m_answers(static_cast<qsizetype>(places.size()), text(WEIR_TEXT("No answer in time"))),
          m_open(places.size())
    {
        for (std::size_t i = 0; i < places.size(); ++i) {
            m_sockets.push_back(std::make_unique<QTcpSocket>());
            knock(*m_sockets.back(), places[i], static_cast<qsizetype>(i));
        }
    }

    void wait(std::chrono::milliseconds limit, const std::function<bool()> &isCancelled)
    {
        QTimer often; // nothing tells of a cancelling
        QObject::connect(&often, &QTimer::timeout, &m_loop, [&] {
            if (isCancelled()) {
                m_loop.quit();
            }
        });
        often.start(50ms);
        QTimer::singleShot(limit, &m_loop, &QEventLoop::quit);
        if (m_open > 0) {
            m_loop.exec();
        }
    }
    const QStringList &answers() const { return m_answers; }

private:
    void knock(QTcpSocket &socket, const Place &place, qsizetype index)
    {
        QObject::connect(&socket, &QTcpSocket::connected, &m_loop,
                         [this, index] { settle(index, {}); });
        QObject::connect(&socket, &QTcpSocket::errorOccurred, &m_loop, [this, index, &socket] {
            settle(index, visibleText(socket.errorString(), 200));
        });
        socket.connectToHost(place.host, place.port);
    }

    void settle(qsizetype index, const QString &why)
    {
        QTcpSocket &socket = *m_sockets[static_cast<std::size_t>(index)];
        socket.disconnect(&m_loop); // closing is no news
        socket.abort();
        m_answers[index] = why;
        if (--m_open == 0) {
            m_loop.quit();
        }
    }

    QStringList m_answers;
    std::size_t m_open;
    QEventLoop m_loop;
    std::vector<std::unique_ptr<QTcpSocket>> m_sockets;
};

} // namespace

QStringList knockAt(const std::vector<Place> &places, std::chrono::milliseconds limit,
                    const std::function<bool()> &isCancelled)
{
    Knocks knocks(places);
    knocks.wait(limit, isCancelled);
    return knocks.answers();
}

} // namespace core::kafka
