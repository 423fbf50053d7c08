// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "ui/common/card.h"
#include "ui/common/segmented_choice.h"
#include "ui/common/theme.h"

#include <QAbstractButton>
#include <QApplication>
#include <QSignalSpy>
#include <QTest>

#include <cmath>

using namespace Qt::StringLiterals;

class ThemeTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void textStandsOutFromItsGround_data();
    void textStandsOutFromItsGround();
    void everyRuleNamesAColor();
    void thePaletteTellsItsScheme();
    void labelsShowMarkupAsItIs();
    void toolTipsShowMarkupAsItIs();
    void segmentsAnswerKeys();
};

static double luminance(const QColor &color)
{
    const auto linear = [](double part) {
        return part <= 0.03928 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF())
        + 0.0722 * linear(color.blueF());
}

static double contrast(const QColor &one, const QColor &other)
{
    const double first = luminance(one);
    const double second = luminance(other);
    return (std::max(first, second) + 0.05) / (std::min(first, second) + 0.05);
}

void ThemeTest::textStandsOutFromItsGround_data()
{
    QTest::addColumn<int>("scheme");
    QTest::newRow("light") << int(ui::Scheme::Light);
    QTest::newRow("dark") << int(ui::Scheme::Dark);
}

void ThemeTest::textStandsOutFromItsGround()
{
    QFETCH(int, scheme);
    const ui::Colors &colors = ui::colorsOf(ui::Scheme(scheme));
    for (const QColor &ground : {colors.window, colors.panel, colors.field, colors.selection}) {
        QVERIFY(contrast(colors.text, ground) >= 4.5);
        QVERIFY(contrast(colors.secondary, ground) >= 4.4);
    }
    for (const QColor &ground : {colors.window, colors.panel, colors.field}) {
        QVERIFY(contrast(colors.error, ground) >= 4.5);
    }
    QVERIFY(contrast(colors.onAccent, colors.accent) >= 4.5);
    QVERIFY(contrast(colors.warning, colors.panel) >= 4.5);
    QVERIFY(contrast(colors.ok, colors.panel) >= 4.5);
}

void ThemeTest::everyRuleNamesAColor()
{
    for (const ui::Scheme scheme : {ui::Scheme::Light, ui::Scheme::Dark}) {
        const QString sheet = ui::styleSheetOf(scheme);
        QVERIFY(!sheet.contains(u'@'));
        QVERIFY(!sheet.contains(u": ;"_s));
        QVERIFY(!sheet.contains(u"solid ;"_s));
    }
}

void ThemeTest::thePaletteTellsItsScheme()
{
    QCOMPARE(ui::schemeOf(ui::paletteOf(ui::Scheme::Dark)), ui::Scheme::Dark);
    QCOMPARE(ui::schemeOf(ui::paletteOf(ui::Scheme::Light)), ui::Scheme::Light);
}

void ThemeTest::labelsShowMarkupAsItIs()
{
    const ui::PlainLabel plain(u"<b>x</b>"_s);
    const ui::Chip chip(u"<b>x</b>"_s);
    QCOMPARE(plain.textFormat(), Qt::PlainText);
    QCOMPARE(chip.textFormat(), Qt::PlainText);
}

void ThemeTest::toolTipsShowMarkupAsItIs()
{
    QWidget widget;
    ui::setPlainToolTip(&widget, u"<img src=x>"_s);
    QVERIFY(!widget.toolTip().contains(u"<img"_s));
}

void ThemeTest::segmentsAnswerKeys()
{
    ui::applyTheme(*qApp, ui::Scheme::Light);
    ui::SegmentedChoice choice;
    for (const QString &name : {u"One"_s, u"Two"_s, u"Three"_s}) {
        choice.addOption(name);
    }
    choice.setCurrent(0);
    QSignalSpy changed(&choice, &ui::SegmentedChoice::currentChanged);
    choice.show();
    QVERIFY(QTest::qWaitForWindowActive(&choice));
    choice.setFocus();
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_Right);
    QCOMPARE(choice.current(), 1);
    QCOMPARE(changed.size(), 1);
    choice.setCurrent(2);
    QCOMPARE(changed.size(), 1);
}

QTEST_MAIN(ThemeTest)
#include "theme_test.moc"
