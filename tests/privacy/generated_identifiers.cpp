#include "tests/privacy/generated_identifiers.h"

#include <ctime>

namespace sillok::test {

namespace {

std::string two(int value) { return std::string(1, static_cast<char>('0' + value / 10)) + static_cast<char>('0' + value % 10); }

/// The check that brings a weighted sum to `whole` modulo it.
int remainder(const std::string& digits, const std::vector<int>& weights)
{
    int sum = 0;
    for (size_t i = 0; i < weights.size(); ++i)
        sum += (digits[i] - '0') * weights[i];
    return sum;
}

std::string replaced(std::string text, const std::string& what, const std::string& with)
{
    for (size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + with.size()))
        text.replace(at, what.size(), with);
    return text;
}

const char* const kCarriers[][4] = {
    { "신청인 홍길동의 주민등록번호는 #입니다.", "성명: 김철수 / 주민번호: #", "대상자(#) 본인 확인을 마쳤습니다.", "첨부: 등본 1부(이영희, #)" },
    { "외국인등록번호 #", "체류자 명단: NGUYEN, #", "국내거소신고번호는 #이다.", "Alien registration: #" },
    { "여권번호 #", "여권(#) 사본을 붙입니다.", "출국자 PARK, passport #", "성명 여권 국적\n박민수 # 대한민국" },
    { "운전면허번호: #", "면허증 # 확인", "공용차량 운전자의 운전면허(#)", "면허번호 #, 1종 보통" },
    { "사업자등록번호 #", "공급자: (주)한빛, #", "사업자번호: #, 대표 김대표", "계산서를 #(으)로 끊어 주세요." },
    { "법인등록번호 #", "법인번호: #", "등기된 법인(#)에 한한다.", "주식회사 가람, 법인등록번호 #." },
    { "연락처 #", "담당자 이과장(#)에게 전화 바랍니다.", "휴대전화: #", "문의는 # 로 해 주세요. 전화는 업무시간에 받습니다." },
    { "카드번호 #", "결제 카드 #, 유효기간 11/29", "법인카드(#) 사용 내역", "Card: #" },
    { "국민은행 계좌 #", "입금 계좌: #(예금주 홍길동)", "농협 # 으로 이체해 주십시오.", "환급 계좌번호 #" },
};

} // namespace

std::string IdentifierGenerator::digits(int count)
{
    std::string out;
    for (int i = 0; i < count; ++i)
        out += static_cast<char>('0' + below(10));
    return out;
}

/// A day between 1930 and today, by the calendar of the C library.
std::string IdentifierGenerator::birthDate(int& centuryDigit, bool foreign)
{
    std::tm day {};
    day.tm_year = 30 + below(95);
    day.tm_mon = below(12);
    day.tm_mday = 1 + below(31);
    day.tm_hour = 12;
    ::timegm(&day); // moves 31 April to 1 May
    const bool thisCentury = day.tm_year >= 100;
    centuryDigit = (foreign ? 5 : 1) + (thisCentury ? 2 : 0) + below(2);
    return two(day.tm_year % 100) + two(day.tm_mon + 1) + two(day.tm_mday);
}

std::string IdentifierGenerator::resident(bool foreign)
{
    int century = 0;
    std::string number = birthDate(century, foreign);
    number += static_cast<char>('0' + century);
    number += digits(5);
    const bool random = chance(40); // given out since October 2020
    const int check = (11 - remainder(number, { 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5 }) % 11) % 10;
    number += random ? digits(1) : std::string(1, static_cast<char>('0' + check));
    return number.substr(0, 6) + "-" + number.substr(6);
}

/// Parts with "-" between them.
std::string IdentifierGenerator::number(int kind)
{
    switch (kind) {
    case 0: return resident(false);
    case 1: return resident(true);
    case 2: {
        const std::string letter(1, "MSRGDO"[below(6)]);
        return letter == "M" && chance(50) ? letter + digits(3) + static_cast<char>('A' + below(26)) + digits(4) : letter + digits(8);
    }
    case 3: return two(11 + below(18)) + "-" + digits(2) + "-" + digits(6) + "-" + digits(2);
    case 4: {
        std::string n = std::to_string(100 + below(900)) + two(1 + below(99)) + digits(4);
        const int sum = remainder(n, { 1, 3, 7, 1, 3, 7, 1, 3, 5 }) + (n[8] - '0') * 5 / 10;
        n += static_cast<char>('0' + (10 - sum % 10) % 10);
        return n.substr(0, 3) + "-" + n.substr(3, 2) + "-" + n.substr(5);
    }
    case 5: {
        std::string n = "1" + digits(3) + two(11 + below(60)) + digits(6);
        n += static_cast<char>('0' + (10 - remainder(n, { 1, 2, 1, 2, 1, 2, 1, 2, 1, 2, 1, 2 }) % 10) % 10);
        return n.substr(0, 6) + "-" + n.substr(6);
    }
    case 6: {
        static const char* const kCodes[] = { "010", "010", "010", "011", "02", "031", "051", "064", "070", "0505" };
        return std::string(kCodes[below(10)]) + "-" + std::to_string(1 + below(9)) + digits(chance(75) ? 3 : 2) + "-" + digits(4);
    }
    case 7: {
        std::string n = chance(80) ? std::string(1, "4959"[below(4)]) : "5";
        n += n == "5" ? std::to_string(1 + below(5)) + digits(13) : digits(14);
        int sum = 0; // from the right, every second digit counts twice
        for (int i = 0; i < 15; ++i) {
            const int twice = (n[static_cast<size_t>(14 - i)] - '0') * (i % 2 == 0 ? 2 : 1);
            sum += twice / 10 + twice % 10;
        }
        n += static_cast<char>('0' + (10 - sum % 10) % 10);
        return n.substr(0, 4) + "-" + n.substr(4, 4) + "-" + n.substr(8, 4) + "-" + n.substr(12);
    }
    default: {
        static const int kParts[][4] = { { 6, 2, 6, 0 }, { 3, 2, 6, 0 }, { 3, 4, 4, 2 }, { 3, 6, 5, 0 }, { 4, 3, 6, 0 }, { 3, 3, 6, 0 } };
        const auto& parts = kParts[below(6)];
        std::string n;
        for (const int part : parts)
            n += part > 0 ? (n.empty() ? "" : "-") + digits(part) : std::string();
        return n;
    }
    }
}

/// As people write it: mostly plain, sometimes hidden.
std::string IdentifierGenerator::dressed(const std::string& parted, int kind)
{
    static const char* const kHangul[] = { "공", "일", "이", "삼", "사", "오", "육", "칠", "팔", "구" };
    const int way = below(20);
    if (kind == 2) // a passport has a letter and no parts
        return parted;
    if (way < 9)
        return parted;
    if (way < 12)
        return replaced(parted, "-", "");
    if (way == 12)
        return replaced(parted, "-", " - ");
    if (way == 13)
        return replaced(parted, "-", kind == 8 ? "-" : " ");
    if (way == 14)
        return replaced(parted, "-", ".");
    if (way == 15)
        return replaced(parted, "-", "–");
    if (way == 16)
        return replaced(parted, "-", "-\n");
    std::string out;
    for (const char c : parted) {
        if (c == '-')
            out += way == 17 ? "－" : way == 18 ? "-" : " ";
        else if (way == 17)
            out += std::string("\xEF\xBC") + static_cast<char>(0x90 + (c - '0')); // full width
        else if (way == 18)
            out += kHangul[c - '0'];
        else
            out += (out.empty() || out.back() == ' ' || kind == 8 ? "" : " ") + std::string(1, c); // digit by digit
    }
    return out;
}

GeneratedItem IdentifierGenerator::decoy()
{
    switch (below(16)) {
    case 0: return { std::to_string(1990 + below(40)) + "-" + two(1 + below(12)) + "-" + two(1 + below(28)) + " " + two(below(24)) + ":" + two(below(60)) };
    case 1: return { "공고 제" + std::to_string(2000 + below(27)) + "-" + std::to_string(1 + below(9999)) + "호" };
    case 2: return { "총액 " + std::to_string(1 + below(999)) + "," + digits(3) + "," + digits(3) + "," + digits(3) + "원" };
    case 3: return { "사건번호 " + std::to_string(2000 + below(27)) + "가합" + digits(6) };
    case 4: return { "우편번호 " + digits(5) + ", 서울특별시 종로구" };
    case 5: return { "ISBN 978-89-" + digits(4) + "-" + digits(3) + "-" + digits(1) };
    case 6: return { "문서번호 총무과-" + std::to_string(100 + below(90000)) + " (" + std::to_string(2000 + below(27)) + ". " + std::to_string(1 + below(12)) + ". " + std::to_string(1 + below(28)) + ".)" };
    case 7: return { "관리번호 " + digits(6) + "-" + two(13 + below(80)) + "-" + digits(6) };
    case 8: return { two(13 + below(80)) + two(13 + below(80)) + two(32 + below(60)) + "-" + digits(4) };
    case 9: return { "참석 " + std::to_string(1 + below(90)) + "명, 예산 " + std::to_string(1 + below(9000)) + "백만원, 기간 " + std::to_string(1 + below(12)) + "개월" };
    case 10: return { "좌표 37." + digits(7) + ", 126." + digits(7) };
    case 11: return { "제" + std::to_string(1 + below(120)) + "조제" + std::to_string(1 + below(12)) + "항제" + std::to_string(1 + below(20)) + "호" };
    case 12: return { "법률 제" + digits(5) + "호, " + std::to_string(1990 + below(36)) + ". " + std::to_string(1 + below(12)) + ". " + std::to_string(1 + below(28)) + "., 일부개정" };
    case 13: return { "연번 " + std::to_string(1 + below(9)) + " " + std::to_string(10 + below(90)) + " " + std::to_string(100 + below(900)) + " " + std::to_string(1000 + below(9000)) };
    case 14: return { "버전 " + std::to_string(below(9)) + "." + std::to_string(below(20)) + "." + std::to_string(below(20)) + "." + std::to_string(below(2000)) };
    default: return { "일련번호 AB" + digits(9) + "C, 물품 " + std::string(1, "ABCEFHIJK"[below(9)]) + digits(8) };
    }
}

GeneratedItem IdentifierGenerator::next()
{
    if (chance(25))
        return decoy();
    const int kind = below(9);
    const std::string carrier = kCarriers[kind][below(4)];
    const std::string number = dressed(this->number(kind), kind);
    const size_t at = carrier.find('#');
    return { carrier.substr(0, at) + number + carrier.substr(at + 1), kind, at, at + number.size() };
}

} // namespace sillok::test
