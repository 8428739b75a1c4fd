#include "ui/chat/maths.h"

#include <QHash>

#include <algorithm>

namespace sillok::ui {

namespace {

constexpr int kDeepest = 24; // of groups in groups; deeper ones stay as they are written

const QHash<QString, QString>& signsByName()
{
    static const QHash<QString, QString> all = [] {
        QHash<QString, QString> made;
        const QString pairs = QStringLiteral(
            "alpha α beta β gamma γ delta δ epsilon ε varepsilon ε zeta ζ eta η theta θ vartheta ϑ iota ι kappa κ lambda λ mu μ nu ν xi ξ pi π rho ρ sigma σ tau τ "
            "upsilon υ phi φ varphi φ chi χ psi ψ omega ω Gamma Γ Delta Δ Theta Θ Lambda Λ Xi Ξ Pi Π Sigma Σ Upsilon Υ Phi Φ Psi Ψ Omega Ω "
            "times × cdot · div ÷ pm ± mp ∓ ast ∗ star ⋆ circ ∘ bullet • oplus ⊕ otimes ⊗ "
            "le ≤ leq ≤ ge ≥ geq ≥ ne ≠ neq ≠ ll ≪ gg ≫ approx ≈ sim ∼ simeq ≃ cong ≅ equiv ≡ propto ∝ "
            "to → rightarrow → leftarrow ← leftrightarrow ↔ Rightarrow ⇒ Leftarrow ⇐ Leftrightarrow ⇔ implies ⇒ iff ⇔ mapsto ↦ uparrow ↑ downarrow ↓ "
            "sum ∑ prod ∏ int ∫ iint ∬ oint ∮ partial ∂ nabla ∇ infty ∞ sqrt √ angle ∠ degree ° prime ′ "
            "in ∈ notin ∉ ni ∋ subset ⊂ subseteq ⊆ supset ⊃ supseteq ⊇ cup ∪ cap ∩ setminus ∖ emptyset ∅ varnothing ∅ forall ∀ exists ∃ neg ¬ land ∧ lor ∨ wedge ∧ vee ∨ "
            "perp ⊥ parallel ∥ mid ∣ vdots ⋮ cdots ⋯ ldots … dots … hbar ℏ ell ℓ Re ℜ Im ℑ aleph ℵ "
            "langle ⟨ rangle ⟩ lfloor ⌊ rfloor ⌋ lceil ⌈ rceil ⌉ lbrace { rbrace } vert | Vert ‖ backslash \\ therefore ∴ because ∵ square □ checkmark ✓");
        const QStringList words = pairs.split(u' ');
        for (qsizetype i = 0; i + 1 < words.size(); i += 2)
            made.insert(words.at(i), words.at(i + 1));
        return made;
    }();
    return all;
}

/// Commands that only say how their argument looks, or set space.
bool saysNothing(const QString& name)
{
    static const QStringList names = QStringLiteral("left right big Big bigg Bigg displaystyle textstyle limits nolimits mathrm mathbf mathit mathsf mathtt mathcal mathbb "
                                                    "boldsymbol bm text textbf textit textrm operatorname mbox hat bar vec tilde overline underline boxed").split(u' ');
    return names.contains(name);
}

class Reader {
public:
    explicit Reader(const QString& source) : m_source(source) {}

    QList<MathsRun> read()
    {
        QList<MathsRun> runs;
        while (m_at < m_source.size()) {
            const QChar c = m_source.at(m_at);
            if (c == u'^' || c == u'_') {
                ++m_at;
                runs.append({ c == u'^' ? MathsRun::Place::Above : MathsRun::Place::Below, argument(0) });
            } else {
                const QString piece = next(0);
                if (!runs.isEmpty() && runs.last().place == MathsRun::Place::Line)
                    runs.last().text += piece;
                else
                    runs.append({ MathsRun::Place::Line, piece });
            }
        }
        return runs;
    }

private:
    /// The next sign, command or group, as text on the line.
    QString next(int depth)
    {
        const QChar c = m_source.at(m_at);
        if (c == u'{' && depth < kDeepest)
            return group(depth + 1);
        if (c == u'\\')
            return command(depth);
        ++m_at;
        if (c == u'&')
            return QStringLiteral("  ");
        if (c == u'~')
            return QStringLiteral(" ");
        return c == u'{' || c == u'}' ? QString() : QString(c);
    }
    QString group(int depth)
    {
        ++m_at; // the brace
        QString text;
        while (m_at < m_source.size() && m_source.at(m_at) != u'}')
            text += inText(depth);
        ++m_at;
        return text;
    }
    /// Inside a text there is no raising: ^ and _ stay readable signs.
    QString inText(int depth)
    {
        const QChar c = m_source.at(m_at);
        if (c != u'^' && c != u'_')
            return next(depth);
        ++m_at;
        const QString inner = argument(depth);
        return inner.size() > 1 ? QString(c) + u'(' + inner + u')' : c + inner;
    }
    QString argument(int depth)
    {
        while (m_at < m_source.size() && m_source.at(m_at).isSpace())
            ++m_at;
        return m_at < m_source.size() ? next(depth) : QString();
    }
    QString command(int depth)
    {
        ++m_at; // the backslash
        if (m_at >= m_source.size())
            return QStringLiteral("\\");
        if (!m_source.at(m_at).isLetter()) {
            const QChar sign = m_source.at(m_at++);
            if (sign == u'\\')
                return QStringLiteral("\n");
            return QStringLiteral(",;:! ").contains(sign) ? (sign == u'!' ? QString() : QStringLiteral(" ")) : QString(sign);
        }
        QString name;
        while (m_at < m_source.size() && m_source.at(m_at).isLetter() && m_source.at(m_at).unicode() < 128)
            name += m_source.at(m_at++);
        if (depth >= kDeepest)
            return name;
        if (name == QLatin1String("frac") || name == QLatin1String("dfrac") || name == QLatin1String("tfrac")) {
            const QString above = wrapped(argument(depth + 1));
            return above + u'/' + wrapped(argument(depth + 1));
        }
        if (name == QLatin1String("sqrt"))
            return QStringLiteral("√") + wrapped(argument(depth + 1));
        if (name == QLatin1String("begin") || name == QLatin1String("end")) {
            argument(depth + 1); // what kind of table it is
            return {};
        }
        if (name == QLatin1String("quad") || name == QLatin1String("qquad"))
            return QStringLiteral("   ");
        if (saysNothing(name))
            return {};
        return signsByName().value(name, name.size() <= 1 ? u'\\' + name : name); // sin, log and the like are read as they are
    }
    static QString wrapped(const QString& text)
    {
        const bool one = std::all_of(text.begin(), text.end(), [](QChar c) { return c.isLetterOrNumber() || c == u'.'; });
        return one ? text : u'(' + text + u')';
    }

    const QString& m_source;
    qsizetype m_at = 0;
};

} // namespace

QList<MathsRun> readableMaths(const QString& source) { return Reader(source).read(); }

MathsPlace nextMaths(const QString& text, qsizetype from)
{
    constexpr qsizetype kLongest = 2000;
    const struct {
        const char* begin;
        const char* end;
    } kSigns[] = { { "$$", "$$" }, { "\\[", "\\]" }, { "\\(", "\\)" }, { "$", "$" } };
    for (qsizetype at = from; at < text.size(); ++at) {
        if (text.at(at) != u'$' && text.at(at) != u'\\')
            continue;
        for (const auto& sign : kSigns) {
            const QLatin1String begin(sign.begin), endSign(sign.end);
            if (!QStringView(text).sliced(at).startsWith(begin))
                continue;
            const qsizetype inside = at + begin.size();
            const qsizetype end = text.indexOf(endSign, inside);
            if (end <= inside || end - inside > kLongest)
                break;
            const QString source = text.mid(inside, end - inside);
            const bool single = begin.size() == 1;
            const bool loose = source.front().isSpace() || source.back().isSpace() || source.contains(u'\n');
            const bool amount = source.front().isDigit() && source.contains(u' ') && !source.contains(u'\\') && !source.contains(u'=');
            const bool money = single && (loose || amount);
            if (!money && !(single && end + 1 < text.size() && text.at(end + 1).isDigit()))
                return { at, end + endSign.size() - at, source };
            break;
        }
    }
    return {};
}

} // namespace sillok::ui
