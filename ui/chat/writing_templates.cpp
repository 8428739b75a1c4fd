#include "ui/chat/writing_templates.h"

namespace sillok::ui {

namespace {

struct Both {
    const char* id;
    const char* korean;
    const char* koreanText;
    const char* english;
    const char* englishText;
};

constexpr Both kPapers[] = {
    { "official-letter", "시행문",
        "아래 내용으로 시행문의 본문을 써 주세요.\n\n"
        "수신: {수신자}\n제목: {제목}\n알릴 내용: {알릴 내용}\n붙임: {붙임}\n\n"
        "지켜야 할 것\n"
        "- 1. → 가. → 1) → 가) 순서로 항목을 나누고, 첫 항목에는 관련 근거(법령이나 문서번호)를 적습니다. 모르는 것은 [관련 근거]로 남겨 둡니다.\n"
        "- 한 항목에는 한 가지만, 누가 무엇을 언제까지 해야 하는지 분명하게 적습니다.\n"
        "- 날짜는 2026. 3. 2.(월), 시각은 14:00, 금액은 금113,560원(금일십일만삼천오백육십원)처럼 적습니다.\n"
        "- 본문이 끝나면 한 글자 띄우고 \"끝.\"을 적습니다. 붙임이 있으면 붙임 줄 뒤에 적습니다.\n"
        "- 주어지지 않은 사실, 이름, 숫자는 지어내지 말고 [ ]로 남겨 둡니다.",
        "Official letter",
        "Write the body of an official letter.\n\n"
        "To: {recipient}\nSubject: {subject}\nWhat to say: {content}\nAttachments: {attachments}\n\n"
        "- Number the points 1., a., 1), a) and name the legal basis or reference first; leave [reference] where it is not known.\n"
        "- One matter in each point: who does what by when.\n"
        "- Close with the attachments and \"End.\"\n"
        "- Do not invent facts, names or numbers; leave [ ] for what is missing." },
    { "report", "보고서",
        "다음 내용으로 한 쪽 분량의 보고서를 개조식으로 써 주세요.\n\n"
        "제목: {제목}\n보고 받는 사람: {보고 받는 사람}\n내용: {내용}\n\n"
        "Ⅰ. 보고 내용\n  □ 추진 배경: 왜 보고하는지 두 줄 안으로\n  □ 현황과 문제점: 숫자와 근거를 함께\n  □ 검토 결과: 대안이 둘 이상이면 장단점을 표로\n"
        "Ⅱ. 앞으로 할 일\n  □ 조치 사항 · 담당 · 기한을 한 줄에 하나씩\n\n"
        "지켜야 할 것\n- □ → ○ → - 순서로 나누고, 각 줄은 '~함', '~임'처럼 명사형으로 짧게 끝냅니다.\n"
        "- 결론을 먼저 적습니다.\n- 확인되지 않은 숫자는 적지 말고 [확인 필요]로 남겨 둡니다.",
        "Report",
        "Write a one-page report in short points.\n\n"
        "Title: {title}\nReader: {reader}\nContent: {content}\n\n"
        "I. Report: background in two lines; situation and problems with figures and their sources; options with their pros and cons in a table.\n"
        "II. Next steps: action, owner and date, one to a line.\n"
        "- Put the conclusion first. Mark what is not confirmed with [to be checked]." },
    { "press-release", "보도자료",
        "다음 내용으로 보도자료를 써 주세요.\n\n"
        "제목: {제목}\n배포일시와 보도시점: {배포일시와 보도시점}\n핵심 내용: {핵심 내용}\n담당 부서와 연락처: {담당 부서와 연락처}\n\n"
        "순서\n1. 제목: 30자 안팎, 무엇이 달라지는지\n2. 부제: - 한두 줄 -\n"
        "3. 첫 문단: 누가, 언제, 어디서, 무엇을, 어떻게, 왜\n4. 본문: 시민에게 달라지는 점부터, 숫자는 알기 쉬운 견줌과 함께\n"
        "5. 관계자 말: \"…\"라고 말했다. 실제 말이 없으면 [관계자 말]로 남겨 둡니다.\n6. 문의: 부서, 담당자, 전화\n\n"
        "지켜야 할 것\n- 어려운 행정 용어는 쉬운 우리말로 바꾸고, 과장하는 말은 쓰지 않습니다.\n- 주어지지 않은 사실은 지어내지 않습니다.",
        "Press release",
        "Write a press release.\n\n"
        "Headline: {headline}\nRelease time: {release time}\nKey message: {key message}\nContact: {contact}\n\n"
        "Order: headline; one-line subtitle; first paragraph with who, when, where, what, how and why; what changes for citizens; "
        "a quotation ([quotation] when none is given); contact with office, name and phone.\n"
        "- Plain words, no exaggeration, nothing invented." },
    { "civil-reply", "민원 회신",
        "다음 민원에 보낼 회신을 써 주세요.\n\n"
        "민원 내용: {민원 내용}\n검토 결과: {검토 결과}\n담당 부서와 연락처: {담당 부서와 연락처}\n\n"
        "순서\n1. 인사와 감사\n2. 민원의 요지: \"귀하께서 신청하신 민원은 …에 관한 것으로 이해됩니다.\"\n"
        "3. 검토한 결과: 가능한지 먼저 말하고, 근거 법령과 조문, 그 까닭을 쉬운 말로. 어려울 때는 할 수 있는 다른 방법을 안내\n"
        "4. 더 궁금한 점을 물을 곳, 감사 인사. 끝.\n\n"
        "지켜야 할 것\n- 존댓말로, 나무라거나 미루는 말 없이 적습니다.\n- 민원인의 이름, 주민등록번호, 연락처는 적지 않습니다.\n"
        "- 확인되지 않은 법령이나 조문은 [근거 확인]으로 남겨 둡니다.",
        "Reply to a petition",
        "Write the reply to this petition.\n\n"
        "Petition: {petition}\nResult of the review: {result}\nContact: {contact}\n\n"
        "1. Thanks. 2. The petition in one sentence. 3. The answer first, then the legal basis and the reasons in plain words; where it is a no, what can be done instead. "
        "4. Whom to ask further.\n- Polite, no blame, no personal data of the petitioner. Leave [basis to be checked] for laws that are not confirmed." },
    { "minutes", "회의록",
        "다음 회의 내용을 회의록으로 정리해 주세요.\n\n"
        "회의명: {회의명}\n일시와 장소: {일시와 장소}\n참석자: {참석자}\n받아 적은 내용: {받아 적은 내용}\n\n"
        "순서\n1. 회의 개요: 회의명, 일시, 장소, 참석자\n2. 안건\n3. 안건마다 논의 내용: 말한 사람의 소속과 함께 요지만\n"
        "4. 결정 사항: 번호를 붙여 한 줄에 하나씩\n5. 할 일: 할 일 · 담당 · 기한 표\n6. 다음 회의\n\n"
        "지켜야 할 것\n- 결정된 것과 의견을 섞지 않습니다.\n- 받아 적은 내용에 없는 것은 쓰지 않고, 알 수 없는 칸은 [미정]으로 둡니다.",
        "Minutes",
        "Turn these notes into minutes.\n\n"
        "Meeting: {meeting}\nTime and place: {time and place}\nPresent: {present}\nNotes: {notes}\n\n"
        "Overview; agenda; what was said on each item, in short, with the speaker's office; decisions, numbered; a table of tasks, owners and dates; next meeting.\n"
        "- Keep decisions and opinions apart. Write nothing that is not in the notes; leave [open] where something is missing." },
    { "translate-to-english", "영어로 옮기기",
        "다음 글을 영어로 옮겨 주세요. 공공기관이 내는 문서의 격식에 맞추고, 기관명과 직위는 널리 쓰이는 공식 표기를 쓰되 확실하지 않으면 우리말을 괄호에 함께 적습니다. "
        "빠뜨리거나 덧붙이지 말고, 번호와 표의 꼴을 그대로 둡니다.\n\n{옮길 글}",
        "Translate into English",
        "Translate this text into English in the register of a public institution. Leave nothing out and add nothing; keep numbering and tables. "
        "Give the original in brackets where an official name is not certain.\n\n{text}" },
    { "translate-to-korean", "한국어로 옮기기",
        "다음 글을 한국어로 옮겨 주세요. 공공언어 지침에 맞는 쉽고 자연스러운 문장으로 쓰고, 옮긴 티가 나는 말투(…에 의해, …하는 것이 가능하다)를 피합니다. "
        "전문 용어는 처음 나올 때 원어를 괄호에 함께 적고, 번호와 표의 꼴을 그대로 둡니다.\n\n{옮길 글}",
        "Translate into Korean",
        "Translate this text into plain, natural Korean as a public institution writes it. Leave nothing out and add nothing; keep numbering and tables; "
        "give the original of technical terms in brackets at their first use.\n\n{text}" },
    { "summary", "요약",
        "다음 글을 요약해 주세요.\n\n{요약할 글}\n\n"
        "- 첫 줄에 결론 한 문장\n- 이어서 핵심 내용 다섯 줄 안으로\n- 숫자, 날짜, 기한, 담당은 그대로 옮깁니다.\n- 글에 없는 판단은 덧붙이지 않습니다.",
        "Summary",
        "Summarise this text.\n\n{text}\n\n- The conclusion in one sentence first, then at most five points.\n- Keep figures, dates, deadlines and names as they are; add no judgement of your own." },
};

} // namespace

QList<WritingTemplate> writingTemplates(bool korean)
{
    QList<WritingTemplate> all;
    for (const Both& one : kPapers)
        all.append({ QString::fromLatin1(one.id), QString::fromUtf8(korean ? one.korean : one.english), QString::fromUtf8(korean ? one.koreanText : one.englishText) });
    return all;
}

} // namespace sillok::ui
