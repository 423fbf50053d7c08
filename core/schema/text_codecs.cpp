// SPDX-FileCopyrightText: The Weir developers
// SPDX-License-Identifier: GPL-3.0-or-later
#include "core/schema/field_codecs.h"
#include "core/schema/field_findings.h"
#include "core/support/text.h"

using namespace Qt::StringLiterals;

namespace core::codecs {
namespace {

/// Text, Pem and File members differ only in where their text stands.
void readPlain(QString &target, const Node &node, const FieldSpec &spec, const QString &path,
               const QString &expected, Findings &out)
{
    if (!expectScalar(node, path, expected, out)) {
        return;
    }
    if (node.text.contains(QChar(u'\0'))) {
        addKindError(out, node, path, expected);
        return;
    }
    // An empty text means "not set"; whether it may be is validation's question.
    if (node.text.isEmpty() || checkRange(node.text.size(), spec, node, path, out)) {
        target = node.text;
    }
}

QStringList choiceKeys(const FieldSpec &spec)
{
    QStringList keys;
    for (const Choice &choice : spec.choices) {
        keys.append(QString::fromUtf8(choice.key));
    }
    return keys;
}

} // namespace

void readText(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    if (!node.isScalar() || node.text.contains(QChar(u'\0'))
        || checkCharacters(node.text, spec, node, path, out)) {
        readPlain(*static_cast<QString *>(member), node, spec, path, text(WEIR_TEXT("a text")),
                  out);
    }
}

Node writeText(const void *member, const FieldSpec &)
{
    return Node::quotedText(*static_cast<const QString *>(member));
}

void readPem(void *member, const Node &node, const FieldSpec &spec, const QString &path,
             Findings &out)
{
    if (node.isScalar() && node.text.contains("PRIVATE KEY-----"_L1)) {
        addFieldError(out, node, path, "secret.in_clear",
                      text(WEIR_TEXT("A private key must not stand in the file")),
                      text(WEIR_TEXT("Keep it in a file of its own and refer to that")));
        return;
    }
    readPlain(static_cast<Pem *>(member)->text, node, spec, path,
              text(WEIR_TEXT("PEM text or the path of a PEM file")), out);
}

Node writePem(const void *member, const FieldSpec &)
{
    return Node::quotedText(static_cast<const Pem *>(member)->text);
}

void readFile(void *member, const Node &node, const FieldSpec &spec, const QString &path,
              Findings &out)
{
    readPlain(static_cast<FilePath *>(member)->text, node, spec, path, text(WEIR_TEXT("a path")),
              out);
}

Node writeFile(const void *member, const FieldSpec &)
{
    return Node::quotedText(static_cast<const FilePath *>(member)->text);
}

void readSecret(void *member, const Node &node, const FieldSpec &, const QString &path,
                Findings &out)
{
    Secret &secret = *static_cast<Secret *>(member);
    if (!node.isScalar()) {
        addFieldError(out, node, path, "field.type",
                      text(WEIR_TEXT("This needs a secret reference")));
    } else if (node.text.isEmpty()) {
        secret = Secret();
    } else if (isSecretReference(node.text)) {
        secret = Secret(node.text);
    } else {
        addFieldError(
            out, node, path, "secret.in_clear",
            text(WEIR_TEXT("A secret must not stand in the file; its value was not kept")),
            text(WEIR_TEXT("Write ${env:NAME}, ${file:PATH} or ${keyring:PATH}")));
    }
}

Node writeSecret(const void *member, const FieldSpec &)
{
    const QString &reference = static_cast<const Secret *>(member)->reference();
    return Node::quotedText(isSecretReference(reference) ? reference : QString());
}

bool readChoice(int &value, const Node &node, const FieldSpec &spec, const QString &path,
                Findings &out)
{
    const QStringList keys = choiceKeys(spec);
    if (!expectScalar(node, path, keys.join(u", "_s), out)) {
        return false;
    }
    for (const Choice &choice : spec.choices) {
        if (node.text == QString::fromUtf8(choice.key)) {
            value = choice.value;
            return true;
        }
    }
    const QString same = choiceLike(spec.choices, node.text);
    const QString near = same.isEmpty() ? nearestName(node.text, keys) : same;
    addFieldError(out, node, path, "field.choice",
                  text(WEIR_TEXT("\"%1\" is none of: %2"))
                      .arg(visibleText(node.text, 64), keys.join(u", "_s)),
                  near.isEmpty() ? QString() : text(WEIR_TEXT("Did you mean \"%1\"?")).arg(near));
    return false;
}

Node writeChoice(int value, const FieldSpec &spec)
{
    for (const Choice &choice : spec.choices) {
        if (choice.value == value) {
            return Node::quotedText(QString::fromUtf8(choice.key));
        }
    }
    return {};
}

} // namespace core::codecs
