// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/schema_docs.h"
#include "core/schema/yaml.h"
#include "core/workspace/workspace.h"
#include "tests/contract/registered_types.h"

#include <QDebug>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

using namespace Qt::StringLiterals;
using namespace core;

namespace {

const QByteArray kCanary = "S3CR3T-6d1f0c52";

const char *about(const FieldSpec &spec)
{
    return spec.key;
}

} // namespace

/// The table of every type, and every generic function over it.
class SchemaContractTest final : public QObject
{
    Q_OBJECT

private Q_SLOTS:
    void everyFieldExplainsItself_data() { contract::addSchemaRows(); }
    void everyFieldExplainsItself();
    void keysAreUniqueAndPlain_data() { contract::addSchemaRows(); }
    void keysAreUniqueAndPlain();
    void tablesBelongToTheirStruct_data() { contract::addSchemaRows(); }
    void tablesBelongToTheirStruct();
    void choicesAreCompleteAndDistinct_data() { contract::addSchemaRows(); }
    void choicesAreCompleteAndDistinct();
    void conditionsNameFieldsAndValuesThatExist_data() { contract::addSchemaRows(); }
    void conditionsNameFieldsAndValuesThatExist();
    void tabsMoveAndFormsBeginWithWhatExists_data() { contract::addSchemaRows(); }
    void tabsMoveAndFormsBeginWithWhatExists();
    void defaultsAreValidButForRequiredFields_data() { contract::addSchemaRows(); }
    void defaultsAreValidButForRequiredFields();
    void defaultsComeBackFromText_data() { contract::addSchemaRows(); }
    void defaultsComeBackFromText();
    void everyOtherValueComesBackFromText_data() { contract::addSchemaRows(); }
    void everyOtherValueComesBackFromText();
    void secretsNeverLeave_data() { contract::addSchemaRows(); }
    void secretsNeverLeave();
    void secretsInClearAreRefusedEverywhere_data() { contract::addSchemaRows(); }
    void secretsInClearAreRefusedEverywhere();
    void tlsIsCheckedWhereItIsOffered_data() { contract::addSchemaRows(); }
    void tlsIsCheckedWhereItIsOffered();
    void documentsListEveryKey_data() { contract::addSchemaRows(); }
    void documentsListEveryKey();
    void typesExplainThemselves();
    void theWholeFilesSchemaIsJson();
    void theDemoHasNothingToComplainAbout();
};

void SchemaContractTest::everyFieldExplainsItself()
{
    QFETCH(const Schema *, schema);
    contract::forEachField(*schema, [](const Schema &, const FieldSpec &spec) {
        QVERIFY2(spec.label && *spec.label, about(spec));
        QVERIFY2(spec.help && *spec.help, about(spec));
        QVERIFY2(QByteArray(spec.help).endsWith('.'), about(spec)); // a sentence
        QVERIFY2(qstrlen(spec.label) <= 48, about(spec)); // stands before a form's field
    });
}

void SchemaContractTest::keysAreUniqueAndPlain()
{
    QFETCH(const Schema *, schema);
    static const QRegularExpression plain(u"^[A-Za-z][A-Za-z0-9_]*$"_s);
    QSet<QPair<const Schema *, QByteArray>> seen;
    contract::forEachField(*schema, [&seen](const Schema &owner, const FieldSpec &spec) {
        const QPair<const Schema *, QByteArray> key(&owner, spec.key);
        QVERIFY2(plain.match(QString::fromLatin1(spec.key)).hasMatch(), about(spec));
        seen.insert(key);
    });
    const auto checkTable = [](const Schema &table, const auto &again) -> void {
        QSet<QByteArray> keys;
        for (const FieldSpec &spec : table.fields) {
            QVERIFY2(!keys.contains(spec.key), about(spec));
            keys.insert(spec.key);
            if (spec.member.codec->nested) {
                again(spec.member.codec->nested(), again);
            }
        }
    };
    checkTable(*schema, checkTable);
    // these stand beside an entry's own keys
    for (const char *reserved : {"type", "description", "connection"}) {
        QVERIFY2(!findField(*schema, QString::fromLatin1(reserved)), reserved);
    }
}

void SchemaContractTest::tablesBelongToTheirStruct()
{
    QFETCH(const Schema *, schema);
    contract::forEachField(*schema, [](const Schema &owner, const FieldSpec &spec) {
        QVERIFY2(spec.member.owner == owner.owner, about(spec));
        for (const Rule &rule : owner.rules) {
            QVERIFY2(rule.owner == owner.owner && rule.check, about(spec));
        }
    });
}

void SchemaContractTest::choicesAreCompleteAndDistinct()
{
    QFETCH(const Schema *, schema);
    contract::forEachField(*schema, [](const Schema &owner, const FieldSpec &spec) {
        const bool isChoice = spec.member.codec->kind == FieldKind::Choice;
        QVERIFY2(isChoice == (spec.choices.size() >= 2), about(spec));
        QSet<int> values;
        QSet<QByteArray> keys;
        for (const Choice &choice : spec.choices) {
            QVERIFY2(*choice.key && *choice.label && *choice.help, about(spec));
            values.insert(choice.value);
            keys.insert(choice.key);
        }
        QCOMPARE(static_cast<std::size_t>(values.size()), spec.choices.size());
        QCOMPARE(static_cast<std::size_t>(keys.size()), spec.choices.size());
        const std::shared_ptr<void> defaults = owner.create();
        const Node usual = spec.member.codec->write(spec.member.member(defaults.get()), spec);
        QVERIFY2(!isChoice || !usual.isNull(), about(spec)); // the default is one of them
    });
}

void SchemaContractTest::conditionsNameFieldsAndValuesThatExist()
{
    QFETCH(const Schema *, schema);
    contract::forEachField(*schema, [](const Schema &owner, const FieldSpec &spec) {
        for (const Condition *condition : {&spec.requiredWhen, &spec.visibleWhen}) {
            if (!condition->field) {
                continue;
            }
            const FieldSpec *sibling = findField(owner, QString::fromLatin1(condition->field));
            QVERIFY2(sibling, about(spec));
            for (const char *value : condition->equals) {
                if (value && sibling->member.codec->kind == FieldKind::Choice) {
                    QVERIFY2(std::any_of(sibling->choices.begin(), sibling->choices.end(),
                                         [value](const Choice &choice) {
                                             return qstrcmp(choice.key, value) == 0;
                                         }),
                             value);
                } else if (value && sibling->member.codec->kind == FieldKind::Bool) {
                    QVERIFY2(qstrcmp(value, "true") == 0 || qstrcmp(value, "false") == 0, value);
                }
            }
        }
    });
}

void SchemaContractTest::tabsMoveAndFormsBeginWithWhatExists()
{
    QFETCH(const Schema *, schema);
    ConfigBox config = newConfig(*schema);
    visitFields(config, [&](const QString &key, const FieldSpec &spec, void *) {
        if (*spec.formDefault) {
            QCOMPARE(readField(config, key).text, QString::fromUtf8(spec.formDefault));
        }
        if (!spec.basicWhen.field) {
            QVERIFY2(tabOf(config, key) == spec.tab, about(spec));
            return;
        }
        const QString choice = QString::fromUtf8(spec.basicWhen.field);
        ConfigBox chosen = config;
        QVERIFY2(
            !hasErrors(writeField(chosen, choice,
                                  Node::scalar(QString::fromUtf8(spec.basicWhen.equals.front())))),
            about(spec));
        QVERIFY2(tabOf(chosen, key) == Tab::Basic, about(spec));
    });
}

void SchemaContractTest::defaultsAreValidButForRequiredFields()
{
    QFETCH(const Schema *, schema);
    QFETCH(Role, role);
    for (const Finding &finding : validateConfig(ConfigBox(*schema), role, {})) {
        QVERIFY2(finding.severity != Severity::Error || finding.code == u"field.required"_s,
                 qPrintable(QString(finding.path + u' ' + finding.code)));
    }
    for (const Finding &finding : validateConfig(contract::startable(*schema), role, {})) {
        QVERIFY2(finding.severity != Severity::Error,
                 qPrintable(QString(finding.path + u' ' + finding.code)));
    }
}

ConfigBox readBack(const Schema &schema, const QByteArray &text)
{
    const ParsedYaml parsed = parseYaml(text);
    ConfigBox again(schema);
    Findings findings = parsed.findings;
    const Findings read = readConfig(again, parsed.root, {});
    findings.insert(findings.end(), read.begin(), read.end());
    for (const Finding &finding : findings) {
        qWarning() << finding.path << finding.code << finding.message;
    }
    return hasErrors(findings) ? ConfigBox() : again;
}

void comesBack(const ConfigBox &config)
{
    const QByteArray text = emitYaml(writeConfig(config));
    const ConfigBox again = readBack(config.schema(), text);
    QVERIFY2(again == config, text.constData());
    QCOMPARE(emitYaml(writeConfig(again)), text);

    // what is hidden now stays out of the whole picture
    const QByteArray whole = emitYaml(writeWholeConfig(config));
    QCOMPARE(emitYaml(writeWholeConfig(readBack(config.schema(), whole))), whole);
}

void SchemaContractTest::defaultsComeBackFromText()
{
    QFETCH(const Schema *, schema);
    comesBack(ConfigBox(*schema));
}

void SchemaContractTest::everyOtherValueComesBackFromText()
{
    QFETCH(const Schema *, schema);
    const ConfigBox other = contract::otherThanDefault(*schema);
    const Node written = writeConfig(other);
    for (const FieldSpec &spec : schema->fields) {
        QVERIFY2(written.find(QString::fromLatin1(spec.key)), about(spec));
    }
    comesBack(other);
}

void SchemaContractTest::secretsNeverLeave()
{
    QFETCH(const Schema *, schema);
    QFETCH(Role, role);
    for (ConfigBox config : {contract::startable(*schema), contract::otherThanDefault(*schema)}) {
        contract::fillSecrets(config, kCanary);
        QByteArray everything = emitYaml(writeConfig(config)) + emitYaml(writeWholeConfig(config))
            + emitYaml(redactedConfig(config));
        for (const Finding &finding : validateConfig(config, role, u"x"_s)) {
            everything += QString(finding.message + finding.fix + finding.path).toUtf8();
        }
        visitFields(config, [&everything](const QString &, const FieldSpec &spec, void *member) {
            if (spec.member.codec->kind == FieldKind::Secret) {
                QString printed;
                QDebug(&printed) << *static_cast<Secret *>(member);
                everything += printed.toUtf8();
            }
        });
        QVERIFY2(!everything.contains(kCanary), everything.constData());
    }
}

void SchemaContractTest::secretsInClearAreRefusedEverywhere()
{
    QFETCH(const Schema *, schema);
    ConfigBox config = contract::otherThanDefault(*schema);
    QStringList keys;
    visitFields(config, [&keys](const QString &key, const FieldSpec &spec, void *) {
        if (spec.member.codec->kind == FieldKind::Secret) {
            keys.append(key);
        }
    });
    for (const QString &key : keys) {
        const Findings findings =
            writeField(config, key, Node::quotedText(QString::fromLatin1(kCanary)));
        QCOMPARE(findings.size(), 1U);
        QCOMPARE(findings[0].code, u"secret.in_clear"_s);
        QVERIFY(!QString(findings[0].message + findings[0].fix).contains(u"S3CR3T"_s));
    }
    QVERIFY(!emitYaml(writeWholeConfig(config)).contains(kCanary));
}

void SchemaContractTest::tlsIsCheckedWhereItIsOffered()
{
    QFETCH(const Schema *, schema);
    QFETCH(Role, role);
    ConfigBox config = contract::startable(*schema);
    if (!findField(*schema, u"tls.skip_verify_server"_s)) {
        return;
    }
    QVERIFY(findField(*schema, u"tls.root_cas"_s));
    writeField(config, u"tls.skip_verify_server"_s, Node::scalar(u"true"_s));
    const Findings findings = validateConfig(config, role, {});
    QVERIFY(std::any_of(findings.begin(), findings.end(), [](const Finding &finding) {
        return finding.path == u"tls.skip_verify_server"_s && finding.code.startsWith(u"tls."_s);
    }));
}

void SchemaContractTest::documentsListEveryKey()
{
    QFETCH(const Schema *, schema);
    const QJsonObject described = jsonSchema(*schema);
    QVERIFY(QJsonDocument::fromJson(QJsonDocument(described).toJson()).isObject());
    const QStringList properties = described[u"properties"_s].toObject().keys();
    const QString page = markdownReference(*schema);
    for (const FieldSpec &spec : schema->fields) {
        const QString key = QString::fromLatin1(spec.key);
        QVERIFY2(properties.contains(key), about(spec));
        QVERIFY2(page.contains(QString(u"| `"_s + key)), about(spec));
    }
    QSet<QString> keys;
    for (const QJsonValue &field : describeFields(*schema)) {
        keys.insert(field[u"key"_s].toString());
    }
    ConfigBox config(*schema);
    visitFields(config, [&keys](const QString &key, const FieldSpec &, void *) {
        QVERIFY2(keys.contains(key), qPrintable(key));
    });
}

void SchemaContractTest::typesExplainThemselves()
{
    static const QRegularExpression plain(u"^[a-z][a-z0-9_]*$"_s);
    const auto check = [](const auto &type) {
        QVERIFY2(plain.match(QString::fromLatin1(type.type)).hasMatch(), type.type);
        QVERIFY2(type.label && *type.label, type.type);
        QVERIFY2(type.sentence && *type.sentence, type.type);
        QVERIFY2(type.make && type.test, type.type);
    };
    for (const SourceType &type : support::allTypes().sources()) {
        check(type);
        QVERIFY2(type.dataType && type.hasEnd, type.type);
    }
    for (const EndpointType &type : support::allTypes().endpoints()) {
        check(type);
    }
}

void SchemaContractTest::theWholeFilesSchemaIsJson()
{
    const QJsonObject schema = workspaceJsonSchema(support::allTypes());
    QVERIFY(QJsonDocument::fromJson(QJsonDocument(schema).toJson()).isObject());
    const auto types = schema[u"properties"_s][u"sources"_s][u"additionalProperties"_s][u"oneOf"_s];
    QCOMPARE(static_cast<std::size_t>(types.toArray().size()),
             support::allTypes().sources().size());
}

void SchemaContractTest::theDemoHasNothingToComplainAbout()
{
    const Workspace demo = demoWorkspace(support::allTypes(), u"/nowhere/demo.weir.yaml"_s);
    const LoadedWorkspace loaded =
        parseWorkspace(writeWorkspace(demo), demo.file, support::allTypes());
    for (const Finding &finding : loaded.findings) {
        QFAIL(qPrintable(QString(finding.path + u' ' + finding.code)));
    }
    QVERIFY(loaded.workspace == demo);
    QVERIFY(flowDefinition(demo, u"sample-sensors"_s).has_value());
}

QTEST_GUILESS_MAIN(SchemaContractTest)
#include "schema_contract_test.moc"
