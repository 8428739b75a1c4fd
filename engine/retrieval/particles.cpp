#include "engine/retrieval/particles.h"

#include "engine/base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>

namespace sillok::retrieval {

namespace {

// clang-format off: one word a line would make the lists unreadable
/// Longest first inside each group, so that 에서는 goes before 는. Source: the closed classes of Korean school grammar (조사, 어미).
constexpr std::string_view kEndings[] = {
    // copula, verb endings, requests
    "하였습니까", "했습니까", "되었습니까", "됐습니까", "이었습니까", "였습니까", "입니까", "합니까", "됩니까", "습니까", "인가요",
    "한가요", "하나요", "되나요", "할까요", "될까요", "해야하나요", "하려면", "되려면", "이었나요", "였나요", "했나요", "되었나요",
    "하였는가", "되었는가", "하였나", "하는가", "되는가", "했는가", "인지요", "인가", "일까", "한지", "할지", "하는지", "되는지", "인지",
    "이란", "이라는", "이라고", "라는", "라고", "하여야", "해야", "하여", "하는", "하고", "하면", "하기", "하지", "하게", "했던", "했을",
    "하던", "하며", "하고자", "하도록", "되는", "되어", "되고", "되면", "되지", "됐던", "되었던", "된", "될", "되기", "하였던", "하였을",
    "했다", "한다", "된다", "했고", "하자", "시키는", "시킨", "당한", "받은", "받는",
    // particles
    "에서부터", "으로부터", "에게서", "에서는", "에서의", "에서도", "으로는", "으로서", "으로써", "으로의", "로부터", "로서", "로써",
    "에게는", "에게도", "까지는", "까지의", "까지", "부터", "에서", "에게", "에는", "에도", "에의", "으로", "이나", "이며", "이자",
    "이고", "처럼", "보다", "마다", "만큼", "조차", "밖에", "대로", "과의", "와의", "과는", "와는", "들의", "들은", "들이", "들을",
    "들에게", "께서", "한테", "이랑", "만을", "만이", "만의", "은", "는", "이", "가", "을", "를", "의", "에", "로", "와", "과", "도",
    "만", "들", "한", "할", "인", "나", "며", "랑",
};

/// Sentences end like this: what is asked for is said elsewhere.
constexpr std::string_view kPoliteEndings[] = {
    "습니다", "합니다", "됩니다", "입니다", "립니다", "시오", "세요", "어요", "아요", "해요", "나요", "가요", "까요", "지요", "니까", "는가", "은가", "는지", "은지", "을까", "는데", "려고",
};

/// A word that still ends like this is a verb, or a short noun with its particle.
constexpr std::string_view kVerbEndings[] = {
    "던", "는", "은", "을", "를", "했다", "었다", "았다", "였다", "면서", "어서", "아서", "여서", "해서", "으며", "려면", "으면",
    "이면", "지만", "어야", "아야", "하게", "하지", "되지", "않은", "않는", "어진", "아진", "려진", "켰다", "켜진", "된", "한", "했던", "었던", "았던",
};

const std::unordered_set<std::string_view>& emptyWords()
{
    static const std::unordered_set<std::string_view> words {
        // Korean question words, requests and nouns that only frame a question
        "무엇", "무엇인가", "무엇인가요", "무엇인지", "무엇입니까", "무엇일까", "무엇을", "무엇이", "무엇으로", "무엇이며", "무슨", "뭐",
        "뭐야", "뭔가요", "뭐가", "뭘", "뭔지", "누구", "누구인가", "누구인가요", "누구입니까", "누구의", "누구를", "누구에게", "누가",
        "누구와", "누군가", "언제", "언제인가", "언제인가요", "언제까지", "언제부터", "어디", "어디인가", "어디에", "어디에서", "어디서",
        "어디로", "어디의", "어느", "어떤", "어떻게", "어떠한", "어떤가요", "어때", "왜", "얼마", "얼마나", "얼마인가", "얼마인가요",
        "몇", "몇명", "몇년", "몇년도", "몇일", "며칠", "며칠인가요", "몇개", "몇번", "몇월", "몇살", "몇퍼센트", "몇회", "몇가지",
        "알려줘", "알려주세요", "알려줘요", "알려", "알려달라", "알고", "싶어요", "싶습니다", "싶은데", "가르쳐줘", "가르쳐", "찾아줘",
        "찾아", "찾아주세요", "설명해줘", "설명해주세요", "말해줘", "보여줘", "정리해줘", "주세요", "줘", "주십시오", "바랍니다",
        "궁금합니다", "궁금해요", "궁금", "문의", "문의드립니다", "질문", "질문드립니다", "대한", "대해", "대하여", "대해서", "관한",
        "관하여", "관련", "관련된", "관련하여", "따른", "따라", "위한", "위해", "위해서", "위하여", "있는", "있는지", "있나요",
        "있습니까", "있는가", "있나", "있어", "있다", "있을", "있을까", "있던", "있고", "있으며", "없는", "없나요", "없는지", "없이",
        "되나요", "되는지", "되는가", "됩니까", "하나요", "하는지", "합니까", "하는가", "해야", "하는", "한", "할", "수", "것", "것인가",
        "것은", "것이", "것을", "건", "게", "이", "그", "저", "및", "또는", "또한", "그리고", "등", "때", "때의", "때는", "경우",
        "경우에", "경우는", "이것", "그것", "이름은", "중", "중에", "중에서", "가장", "바로", "다음", "위", "통해", "통하여", "의해",
        "의한", "인한", "인해", "당시", "내용", "내용을", "규정은", "조항을", "가능한가요", "가능한지", "가능", "여부", "인가요",
        "입니까", "인가", "뜻", "의미", "된", "되는", "되면", "되는데", "하면", "아닌", "같은", "같이", "함께", "각각", "모두", "혹시",
        "제가", "저는", "저희", "우리", "좀", "더", "잘", "안", "못",
        // English
        "a", "an", "the", "of", "in", "on", "at", "to", "for", "from", "by", "with", "and", "or", "is", "are", "was", "were", "be",
        "been", "being", "am", "do", "does", "did", "has", "have", "had", "what", "which", "who", "whom", "whose", "when", "where",
        "why", "how", "many", "much", "that", "this", "these", "those", "it", "its", "their", "there", "as", "than", "then", "can",
        "could", "would", "should", "will", "may", "might", "if", "about", "into", "s", "not", "no", "name", "give", "tell", "me",
        "please", "you", "i", "we", "they", "he", "she", "his", "her",
    };
    return words;
}
// clang-format on

/// Plural and verb endings; what is left begins the word in the text: centur-ies, centur-y.
std::string_view withoutEnglishEnding(std::string_view word)
{
    constexpr size_t kShortestStem = 4;
    for (const std::string_view ending : { "ies", "ing", "ed", "es", "s", "y", "e" }) {
        if (word.ends_with(ending) && word.size() >= kShortestStem + ending.size() && !word.ends_with("ss"))
            return word.substr(0, word.size() - ending.size());
    }
    return word;
}

bool endsInSyllable(std::string_view word)
{
    const char32_t last = word.size() >= 3 ? codePointAt(word, word.size() - 3).value : 0;
    return last >= 0xAC00 && last <= 0xD7A3;
}

} // namespace

std::string_view withoutEnding(std::string_view word)
{
    if (!endsInSyllable(word))
        return withoutEnglishEnding(word);
    for (const std::string_view ending : kEndings) {
        if (word.size() <= ending.size() || !word.ends_with(ending))
            continue;
        const std::string_view stem = word.substr(0, word.size() - ending.size());
        if (codePointCount(stem) >= 2)
            return stem;
    }
    return word;
}

bool isEmptyWord(std::string_view word) { return emptyWords().contains(word); }

bool asksForNumber(std::string_view word)
{
    for (const std::string_view start : { "얼마", "몇", "며칠", "언제" }) {
        if (word.starts_with(start))
            return true;
    }
    for (const std::string_view end : { "금액", "비용", "예산", "기간", "날짜", "날은", "시간", "시각", "한도", "비율", "퍼센트", "번호", "연도", "년도", "가격", "규격", "면수", "나이",
             "시기", "시점", "비중", "요금", "수수료", "단가" }) {
        if (word.ends_with(end) || withoutEnding(word).ends_with(end))
            return true;
    }
    return word == "many" || word == "much" || word == "when" || word == "year" || word == "percentage" || word == "number";
}

double wordWeight(std::string_view word)
{
    if (!endsInSyllable(word))
        return 1;
    const size_t length = codePointCount(word);
    for (const std::string_view ending : kPoliteEndings) {
        if (word.ends_with(ending) && length > codePointCount(ending))
            return 0.1;
    }
    for (const std::string_view ending : kVerbEndings) {
        if (word.ends_with(ending) && length > codePointCount(ending))
            return 0.4;
    }
    return 1;
}

} // namespace sillok::retrieval
