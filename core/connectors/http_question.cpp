// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/http_question.h"

#include "core/connectors/qt_tls.h"
#include "core/support/text.h"

#include <QDateTime>
#include <QEventLoop>
#include <QNetworkAccessManager>
#include <QNetworkProxy>
#include <QNetworkReply>
#include <QTimer>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;

namespace core {
namespace {

using End = HttpAnswer::End;

constexpr qint64 kMaxAnswer = 1024 * 1024;

QNetworkRequest requestOf(const HttpQuestion &question)
{
    QNetworkRequest request(question.url);
    if (question.tls) {
        request.setSslConfiguration(*question.tls);
    }
    request.setRawHeader("Accept-Encoding", "identity"); // nothing that grows when it is unpacked
    for (const auto &[name, value] : question.headers) {
        request.setRawHeader(name, value);
    }
    if (question.form) {
        request.setHeader(QNetworkRequest::ContentTypeHeader,
                          u"application/x-www-form-urlencoded"_s);
    }
    request.setAttribute(QNetworkRequest::Http2AllowedAttribute, false);
    request.setAttribute(QNetworkRequest::CookieLoadControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::CookieSaveControlAttribute, QNetworkRequest::Manual);
    request.setAttribute(QNetworkRequest::AuthenticationReuseAttribute, QNetworkRequest::Manual);
    // only to the same server: what signs us in goes nowhere else
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute,
                         question.isLocal ? QNetworkRequest::ManualRedirectPolicy
                                          : QNetworkRequest::SameOriginRedirectPolicy);
    request.setMaximumRedirectsAllowed(3);
    return request;
}

/// Seconds or a date; five minutes are patience enough.
std::optional<std::chrono::seconds> retryAfterOf(const QNetworkReply &reply)
{
    const QByteArray value = reply.rawHeader("Retry-After").trimmed();
    if (value.isEmpty()) {
        return std::nullopt;
    }
    bool isNumber = false;
    qint64 seconds = value.toLongLong(&isNumber);
    if (!isNumber) {
        const QDateTime when = QDateTime::fromString(QString::fromLatin1(value), Qt::RFC2822Date);
        if (!when.isValid()) {
            return std::nullopt;
        }
        seconds = QDateTime::currentDateTimeUtc().secsTo(when);
    }
    return std::chrono::seconds(std::clamp<qint64>(seconds, 0, 300));
}

HttpAnswer unanswered(QNetworkReply &reply, bool isRedirect)
{
    switch (reply.error()) {
    case QNetworkReply::SslHandshakeFailedError:
        return {.end = End::TlsFailed, .tls = handshakeError(reply.errorString())};
    case QNetworkReply::InsecureRedirectError:
    case QNetworkReply::TooManyRedirectsError: return {.end = End::Redirected};
    case QNetworkReply::ProtocolUnknownError:
    case QNetworkReply::ProtocolInvalidOperationError: return {.end = End::Unaskable};
    default: break;
    }
    return {.end = isRedirect ? End::Redirected : End::Unreachable,
            .words = visibleText(redacted(reply.errorString()), 300)};
}

HttpAnswer read(QNetworkReply &reply)
{
    const int status = reply.attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isRedirect = status >= 300 && status < 400;
    if (status == 0 || isRedirect || reply.error() == QNetworkReply::RemoteHostClosedError) {
        return unanswered(reply, isRedirect);
    }
    QByteArray body = reply.read(kMaxAnswer + 1);
    if (body.size() > kMaxAnswer) {
        return {.end = End::TooLarge};
    }
    return {.end = End::Answered,
            .status = status,
            .body = std::move(body),
            .retryAfter = retryAfterOf(reply)};
}

/// One reply until it is finished, or one of the limits ends the waiting.
class Waiting final
{
public:
    Waiting(QNetworkReply &reply, const HttpQuestion &question) : m_reply(reply)
    {
        QObject::connect(&reply, &QNetworkReply::finished, &m_loop, &QEventLoop::quit);
        QObject::connect(&reply, &QNetworkReply::requestSent, &m_loop, [this] { m_isSent = true; });
        QObject::connect(&reply, &QNetworkReply::readyRead, &m_loop, [this] {
            if (m_reply.bytesAvailable() > kMaxAnswer) {
                end(End::TooLarge);
            }
        });
        QObject::connect(&reply, &QNetworkReply::sslErrors, &m_loop,
                         [this, &question](const QList<QSslError> &errors) {
                             if (question.isVerified) {
                                 m_untrusted = certificateError(errors, question.url.host());
                             }
                         });
        QTimer::singleShot(question.limit, &m_loop, [this] { end(End::Late); });
        QTimer::singleShot(question.connectLimit, &m_loop, [this] {
            if (!m_isSent) {
                end(End::Late);
            }
        });
    }

    HttpAnswer run(const std::function<bool()> &isStopped)
    {
        QTimer slices;
        QObject::connect(&slices, &QTimer::timeout, &m_loop, [&] {
            if (isStopped()) {
                end(End::Stopped);
            }
        });
        slices.start(50ms);
        if (!m_reply.isFinished()) {
            m_loop.exec();
        }
        if (m_reply.isFinished()) {
            return m_untrusted ? HttpAnswer{.end = End::TlsFailed, .tls = m_untrusted}
                               : read(m_reply);
        }
        m_reply.disconnect(&m_loop);
        m_reply.abort();
        return {.end = m_end};
    }

private:
    void end(End why)
    {
        m_end = why;
        m_loop.quit();
    }

    QNetworkReply &m_reply;
    QEventLoop m_loop;
    End m_end = End::Stopped;
    bool m_isSent = false;
    std::optional<Error> m_untrusted;
};

} // namespace

HttpAnswer askHttp(const HttpQuestion &question, const std::function<bool()> &isStopped)
{
    QNetworkAccessManager network;
    if (question.isLocal) {
        network.setProxy(QNetworkProxy::NoProxy);
    }
    const QNetworkRequest request = requestOf(question);
    const std::unique_ptr<QNetworkReply> reply(question.form ? network.post(request, *question.form)
                                                             : network.get(request));
    reply->setReadBufferSize(2 * kMaxAnswer); // with room, or nothing tells that it is too much
    return Waiting(*reply, question).run(isStopped);
}

QByteArray formOf(const std::vector<std::pair<QByteArray, QString>> &values)
{
    QByteArray form;
    for (const auto &[name, value] : values) {
        form += (form.isEmpty() ? "" : "&") + name + '=' + QUrl::toPercentEncoding(value);
    }
    return form;
}

} // namespace core
