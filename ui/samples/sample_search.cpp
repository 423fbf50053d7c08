// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/samples/sample_search.h"

#include <QElapsedTimer>

using namespace Qt::StringLiterals;

namespace ui {

SampleSearch::SampleSearch(QObject *parent) : QObject(parent), m_thread(u"weir-filter"_s) { }

SampleSearch::~SampleSearch()
{
    end();
}

void SampleSearch::begin(const SampleFilter &filter)
{
    end();
    m_round = std::make_shared<Round>();
    m_round->filter = filter;
}

void SampleSearch::end()
{
    if (m_round) {
        m_round->isOver = true; // what is looked at now ends at its next message
    }
    m_round.reset();
    m_isCut = false;
}

void SampleSearch::look(std::vector<core::Sample> samples)
{
    if (!m_round || samples.empty()) {
        return;
    }
    struct Answer
    {
        std::vector<core::Sample> matches = {};
        bool isCut = false;
    };
    m_thread.run(
        [round = m_round, samples = std::move(samples)] {
            Answer answer;
            QElapsedTimer clock;
            clock.start();
            for (const core::Sample &sample : samples) {
                answer.isCut = clock.hasExpired(kLimit.count());
                if (round->isOver || answer.isCut) {
                    break;
                }
                if (round->filter.matches(sample)) {
                    answer.matches.push_back(sample);
                }
            }
            return answer;
        },
        [this, round = m_round](const Answer &answer) {
            if (round == m_round) {
                m_isCut = m_isCut || answer.isCut;
                Q_EMIT found(answer.matches);
            }
        });
}

} // namespace ui
