#include "ui/chat/code_colours.h"

#include <QHash>
#include <QSet>

namespace sillok::ui {

namespace {

/// How a language writes what is not a word of it.
struct Grammar {
    const char* lineComment;     ///< empty: none
    const char* otherLineComment;
    const char* commentBegin;    ///< of one that spans lines; empty: none
    const char* commentEnd;
    const char* quotes;          ///< signs that begin and end a text
    bool ignoresCase = false;    ///< of keywords
    QSet<QString> keywords;
};

QSet<QString> words(const char* spaced)
{
    const QStringList all = QString::fromLatin1(spaced).split(u' ', Qt::SkipEmptyParts);
    return { all.begin(), all.end() };
}

Grammar cLike(const char* keywords) { return { "//", "", "/*", "*/", "\"'`", false, words(keywords) }; }

const QHash<QString, Grammar>& grammars()
{
    static const QHash<QString, Grammar> all = [] {
        QHash<QString, Grammar> made;
        const auto add = [&](std::initializer_list<const char*> names, const Grammar& grammar) {
            for (const char* name : names)
                made.insert(QString::fromLatin1(name), grammar);
        };
        add({ "c", "h", "cpp", "c++", "hpp", "cc", "cuda" },
            cLike("auto bool break case catch char class const constexpr continue default delete do double else enum explicit extern false float for friend goto if "
                  "inline int long namespace new noexcept nullptr operator private protected public return short signed sizeof static struct switch template this "
                  "throw true try typedef typename union unsigned using virtual void volatile while"));
        add({ "java", "kotlin", "kt", "scala", "cs", "csharp", "c#" },
            cLike("abstract as bool boolean break byte case catch char class const continue data def default do double else enum extends false final finally float for fun "
                  "if implements import in instanceof int interface internal is long namespace new null object override package private protected public return short "
                  "static string struct super switch this throw throws true try using val var void volatile when while"));
        add({ "js", "javascript", "ts", "typescript", "jsx", "tsx" },
            cLike("async await break case catch class const continue default delete do else enum export extends false finally for from function if implements import in "
                  "instanceof interface let new null of private public return static super switch this throw true try type typeof undefined var void while yield"));
        add({ "go", "golang" }, cLike("break case chan const continue default defer else fallthrough false for func go goto if import interface map nil package range return "
                                      "select struct switch true type var"));
        add({ "rust", "rs", "swift" },
            cLike("as async await break class const continue crate dyn else enum extern false fn for func guard if impl import in let loop match mod move mut nil pub ref "
                  "return self static struct super switch trait true type unsafe use var where while"));
        add({ "python", "py" },
            { "#", "", "", "", "\"'", false,
              words("False None True and as assert async await break class continue def del elif else except finally for from global if import in is lambda nonlocal not or "
                    "pass raise return try while with yield") });
        add({ "bash", "sh", "shell", "zsh", "console" },
            { "#", "", "", "", "\"'", false, words("case do done elif else esac export fi for function if in local return set then until while") });
        add({ "sql", "postgresql", "mysql", "sqlite" },
            { "--", "", "/*", "*/", "\"'", true,
              words("add all alter and as asc begin between by case commit constraint create cross delete desc distinct drop else end exists foreign from full group having in "
                    "index inner insert into is join key left like limit not null offset on or order outer primary references right rollback select set table then union "
                    "unique update using values view when where with") });
        add({ "json" }, { "", "", "", "", "\"", false, words("true false null") });
        add({ "yaml", "yml", "toml", "ini" }, { "#", ";", "", "", "\"'", false, words("true false null yes no") });
        add({ "html", "xml", "svg" }, { "", "", "<!--", "-->", "\"'", false, {} });
        add({ "css" }, { "", "", "/*", "*/", "\"'", false, {} });
        add({ "r" }, { "#", "", "", "", "\"'", false, words("break else FALSE for function if in NA next NULL repeat return TRUE while") });
        return made;
    }();
    return all;
}

bool isWord(QChar c) { return c.isLetterOrNumber() || c == u'_'; }

class Scanner {
public:
    Scanner(const QString& code, const Grammar& grammar) : m_code(code), m_grammar(grammar) {}

    QList<CodeSpan> scan()
    {
        while (m_at < m_code.size()) {
            const QChar c = m_code.at(m_at);
            if (startsWith(m_grammar.lineComment) || startsWith(m_grammar.otherLineComment))
                take(CodeSpan::Kind::Comment, endOfLine());
            else if (startsWith(m_grammar.commentBegin))
                take(CodeSpan::Kind::Comment, behind(m_grammar.commentEnd));
            else if (QLatin1String(m_grammar.quotes).contains(c))
                take(CodeSpan::Kind::Text, endOfText(c));
            else if (isWord(c))
                word();
            else
                ++m_at;
        }
        return m_spans;
    }

private:
    bool startsWith(const char* sign) const { return *sign && QStringView(m_code).sliced(m_at).startsWith(QLatin1String(sign)); }
    qsizetype endOfLine() const
    {
        const qsizetype end = m_code.indexOf(u'\n', m_at);
        return end < 0 ? m_code.size() : end;
    }
    qsizetype behind(const char* sign) const
    {
        const qsizetype end = m_code.indexOf(QLatin1String(sign), m_at + QLatin1String(m_grammar.commentBegin).size());
        return end < 0 ? m_code.size() : end + QLatin1String(sign).size();
    }
    /// A text ends at its sign, or where the line does: one that is never closed does not colour the rest.
    qsizetype endOfText(QChar quote) const
    {
        for (qsizetype i = m_at + 1; i < m_code.size(); ++i) {
            if (m_code.at(i) == u'\\')
                ++i;
            else if (m_code.at(i) == quote)
                return i + 1;
            else if (m_code.at(i) == u'\n')
                return i;
        }
        return m_code.size();
    }
    void word()
    {
        qsizetype end = m_at;
        const bool number = m_code.at(m_at).isDigit();
        while (end < m_code.size() && (isWord(m_code.at(end)) || (number && m_code.at(end) == u'.')))
            ++end;
        const QString name = m_code.mid(m_at, end - m_at);
        if (number)
            take(CodeSpan::Kind::Number, end);
        else if (m_grammar.keywords.contains(m_grammar.ignoresCase ? name.toLower() : name))
            take(CodeSpan::Kind::Keyword, end);
        else
            m_at = end;
    }
    void take(CodeSpan::Kind kind, qsizetype end)
    {
        m_spans.append({ kind, m_at, end - m_at });
        m_at = end;
    }

    const QString& m_code;
    const Grammar& m_grammar;
    qsizetype m_at = 0;
    QList<CodeSpan> m_spans;
};

} // namespace

QList<CodeSpan> codeSpans(const QString& code, const QString& language)
{
    static const Grammar unknown { "", "", "", "", "\"", false, {} };
    const auto found = grammars().constFind(language.toLower());
    return Scanner(code, found == grammars().constEnd() ? unknown : *found).scan();
}

} // namespace sillok::ui
