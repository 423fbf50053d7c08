// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/connectors/file/compressor.h"

#include "core/support/handle.h"

#include <zlib.h>
#include <zstd.h>

#include <array>

using namespace Qt::StringLiterals;

namespace core::file {
namespace {

constexpr std::size_t kStep = std::size_t{64} * 1024;

class Gzip final : public Compressor
{
public:
    Gzip()
    {
        constexpr int kGzipFormat = 15 + 16; // the largest window, with gzip's header
        constexpr int kUsualMemory = 8;
        deflateInit2(&m_stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, kGzipFormat, kUsualMemory,
                     Z_DEFAULT_STRATEGY);
    }
    ~Gzip() override { deflateEnd(&m_stream); }
    Gzip(const Gzip &) = delete;
    Gzip &operator=(const Gzip &) = delete;

    void add(std::string_view bytes, std::string &out) override
    {
        while (!bytes.empty()) { // the library counts in 32 bits
            const std::string_view part = bytes.substr(0, std::size_t{1} << 30U);
            m_stream.next_in = const_cast<Bytef *>(reinterpret_cast<const Bytef *>(part.data()));
            m_stream.avail_in = static_cast<uInt>(part.size());
            run(Z_NO_FLUSH, out);
            bytes.remove_prefix(part.size());
            m_isBegun = true;
        }
    }
    void endMember(std::string &out) override
    {
        if (std::exchange(m_isBegun, false)) {
            run(Z_FINISH, out);
            deflateReset(&m_stream);
        }
    }

private:
    void run(int flush, std::string &out)
    {
        std::array<Bytef, kStep> buffer;
        do {
            m_stream.next_out = buffer.data();
            m_stream.avail_out = static_cast<uInt>(buffer.size());
            deflate(&m_stream, flush);
            out.append(reinterpret_cast<const char *>(buffer.data()),
                       buffer.size() - m_stream.avail_out);
        } while (m_stream.avail_out == 0);
    }

    z_stream m_stream = {};
    bool m_isBegun = false;
};

class Zstd final : public Compressor
{
public:
    void add(std::string_view bytes, std::string &out) override
    {
        run(bytes, ZSTD_e_continue, out);
        m_isBegun = m_isBegun || !bytes.empty();
    }
    void endMember(std::string &out) override
    {
        if (std::exchange(m_isBegun, false)) {
            run({}, ZSTD_e_end, out);
        }
    }

private:
    void run(std::string_view bytes, ZSTD_EndDirective step, std::string &out)
    {
        std::array<char, kStep> buffer;
        ZSTD_inBuffer from{bytes.data(), bytes.size(), 0};
        std::size_t left = 0;
        do {
            ZSTD_outBuffer to{buffer.data(), buffer.size(), 0};
            left = ZSTD_compressStream2(m_context.get(), &to, &from, step);
            out.append(buffer.data(), to.pos);
        } while (!ZSTD_isError(left) && (step == ZSTD_e_end ? left > 0 : from.pos < from.size));
    }

    Handle<ZSTD_CCtx, &ZSTD_freeCCtx> m_context =
        Handle<ZSTD_CCtx, &ZSTD_freeCCtx>(ZSTD_createCCtx());
    bool m_isBegun = false;
};

} // namespace

std::unique_ptr<Compressor> Compressor::make(Compression compression)
{
    switch (compression) {
    case Compression::None: return nullptr;
    case Compression::Gzip: return std::make_unique<Gzip>();
    case Compression::Zstd: return std::make_unique<Zstd>();
    }
    return nullptr;
}

QString withSuffix(const QString &name, Compression compression)
{
    const QString suffix = compression == Compression::Gzip ? u".gz"_s
        : compression == Compression::Zstd                  ? u".zst"_s
                                                            : QString();
    return name.endsWith(suffix) ? name : name + suffix;
}

} // namespace core::file
