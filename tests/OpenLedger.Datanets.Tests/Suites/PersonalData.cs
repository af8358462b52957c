using System.Globalization;
using System.Text;
using OpenLedger.Datanets.Gates.Sensitive;

namespace OpenLedger.Datanets.Tests.Suites;

/// <summary>Invented addresses, numbers and keys, each in a sentence, seeded.</summary>
internal sealed class PersonalData(int seed)
{
    private const string Alphanumeric = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private const string Capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

    private static readonly string[] Names = ["anna", "ben", "carla", "dmitri", "elif", "farid", "greta", "hugo", "ines", "jonas", "kemal", "lena", "mateo", "nora", "oskar", "paula", "quentin", "rosa", "sven", "tilda"];
    private static readonly string[] Surnames = ["abel", "brandt", "costa", "dubois", "ekberg", "fischer", "garcia", "hansen", "ivanov", "jansen", "kowalski", "larsen", "moreau", "novak", "okafor", "petersen", "rossi", "schmidt", "tanaka", "weber"];
    private static readonly string[] Domains = ["gmail.com", "outlook.com", "web.de", "gmx.net", "posteo.de", "orange.fr", "yahoo.co.uk", "proton.me", "uni-leipzig.de", "nordwind-logistik.de", "blauehalle.org", "stillwater.io", "kanzlei-west.at", "hopital-sud.fr", "acme.dev", "mail.city.gov", "students.lakeside.edu"];

    private readonly Random _random = new(seed);

    /// <summary>A text that holds one thing of a kind, and where.</summary>
    public (string Text, string Value) Of(SensitiveKind kind)
    {
        var (value, sentences) = kind switch
        {
            SensitiveKind.Email => (Email(), new[] { "Write to {0}.", "Contact: {0}, please", "<{0}>", "mailto:{0}", "smtp.send(\"{0}\", body)", "({0})", "Meine Adresse ist {0}!", "My mail is {0} and I answer daily", "To:{0}", "联系方式：{0}谢谢" }),
            SensitiveKind.Phone => Phone(),
            SensitiveKind.IpAddress => Ip(),
            SensitiveKind.Card => (Card(), ["My card is {0}", "card number: {0}, valid until 12/29", "Bezahlt mit {0}.", "{{\"pan\": \"{0}\"}}", "charge {0} now"]),
            SensitiveKind.BankAccount => (Iban(), ["IBAN {0}", "Please pay to {0} until Friday", "Konto: {0}, danke", "iban=\"{0}\"", "Account ({0})"]),
            SensitiveKind.SocialSecurity => (SocialSecurity(), ["SSN: {0}", "my social security number is {0}.", "Her number, {0}, was leaked", "ssn={0}"]),
            _ => (Secret(), ["export TOKEN={0}", "key: {0}", "token = \"{0}\"", "curl -H 'Authorization: Bearer {0}' host", "Use {0} to log in."]),
        };
        return (string.Format(CultureInfo.InvariantCulture, Pick(sentences), value), value);
    }

    private string Email()
    {
        var (first, last) = (Pick(Names), Pick(Surnames));
        var local = _random.Next(7) switch
        {
            0 => $"{first}.{last}",
            1 => $"{first[0]}{last}{_random.Next(100)}",
            2 => $"{first}_{last}",
            3 => $"{last}+{Pick(Names)}",
            4 => $"{first}-{last}.{_random.Next(1950, 2010)}",
            5 => $"{first.ToUpperInvariant()}.{last}",
            _ => $"{first}{_random.Next(10, 9999)}",
        };
        return $"{local}@{Pick(Domains)}";
    }

    private (string, string[]) Phone()
    {
        string[] anywhere = ["Call me at {0}.", "Phone: {0}", "My number is {0}, ask for Rosa", "Tel. {0}", "You reach the clinic under {0} until six.", "WhatsApp {0}!", "({0})", "Bitte rufen Sie {0} an", "Contact {0} or write", "office {0}, home unknown"];
        string[] called = ["Call {0} now", "phone {0}", "Telefon: {0}", "text me: {0}", "mobile: {0}", "Rufnummer {0}"];
        return _random.Next(9) switch
        {
            0 => ($"+49 {D(3, '1')} {D(7)}", anywhere),
            1 => ($"+1-{D(3, '2')}-{D(3, '2')}-{D(4)}", anywhere),
            2 => ($"({D(3, '2')}) {D(3, '2')}-{D(4)}", anywhere),
            3 => ($"{D(3, '2')}-{D(3, '2')}-{D(4)}", anywhere),
            4 => ($"+33 {_random.Next(1, 8)} {D(2)} {D(2)} {D(2)} {D(2)}", anywhere),
            5 => ($"0{D(3, '1')}/{D(7)}", anywhere),
            6 => ($"0{_random.Next(1, 10)} {D(2)} {D(2)} {D(2)} {D(2)}", anywhere),
            7 => ($"+44 20 {D(4, '3')} {D(4)}", anywhere),
            _ => (_random.Next(2) == 0 ? D(10, '2') : $"0{D(10, '1')}", called),
        };
    }

    private (string, string[]) Ip()
    {
        string[] version4 = ["Login from {0} at noon", "ssh root@host # {0}", "Server: {0}:8080", "http://{0}/admin", "The address {0} was blocked.", "remote_addr={0};", "[{0}] GET /index.html"];
        string[] version6 = ["Login from {0} at noon", "Server: [{0}]:8080", "http://[{0}]/admin", "The address {0} was blocked.", "remote_addr={0};"];
        while (true)
        {
            var (a, b, c, d) = (_random.Next(11, 223), _random.Next(256), _random.Next(256), _random.Next(1, 255));
            if (a is not (100 or 127 or 169 or 172 or 192 or 198 or 203))
            {
                return _random.Next(8) == 0
                    ? ($"2a0{_random.Next(10)}:{_random.Next(0x1000, 0xffff):x}:{_random.Next(0x100, 0xffff):x}::{_random.Next(1, 0xffff):x}", version6)
                    : ($"{a}.{b}.{c}.{d}", version4);
            }
        }
    }

    private string Card()
    {
        var isAmex = _random.Next(5) == 0;
        var body = isAmex ? $"3{Pick(["4", "7"])}{D(12)}" : $"{Pick(["4" + D(3), "51" + D(2), "55" + D(2), "2" + _random.Next(300, 699), "6011", "3530"])}{D(11)}";
        var digits = body + Luhn(body);
        return _random.Next(3) switch
        {
            0 => digits,
            1 => Grouped(digits, " ", isAmex),
            _ => Grouped(digits, "-", isAmex),
        };
    }

    private static string Grouped(string digits, string by, bool isAmex) => isAmex
        ? $"{digits[..4]}{by}{digits[4..10]}{by}{digits[10..]}"
        : string.Join(by, digits.Chunk(4).Select(group => new string(group)));

    private static char Luhn(string body)
    {
        var sum = 0;
        for (var place = 0; place < body.Length; place++)
        {
            var digit = (body[body.Length - 1 - place] - '0') * (place % 2 == 0 ? 2 : 1);
            sum += (digit / 10) + (digit % 10);
        }

        return (char)('0' + ((10 - (sum % 10)) % 10));
    }

    private string Iban()
    {
        var (country, body) = _random.Next(8) switch
        {
            0 => ("FR", D(23)),
            1 => ("GB", Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + D(14)),
            2 => ("NL", Of("ABCDEFGHIJKLMNOPQRSTUVWXYZ", 4) + D(10)),
            3 => ("ES", D(20)),
            4 => ("CH", D(17)),
            5 => ("PL", D(24)),
            _ => ("DE", D(18)),
        };
        var remainder = System.Numerics.BigInteger.Parse(string.Concat((body + country + "00").Select(sign => char.IsDigit(sign) ? $"{sign}" : $"{sign - 'A' + 10}")), CultureInfo.InvariantCulture) % 97;
        var number = $"{country}{98 - (int)remainder:00}{body}";
        return _random.Next(2) == 0 ? number : string.Join(' ', number.Chunk(4).Select(group => new string(group)));
    }

    private string SocialSecurity()
    {
        int area;
        do
        {
            area = _random.Next(1, 900);
        }
        while (area == 666);
        return $"{area:000}-{_random.Next(1, 100):00}-{_random.Next(1, 10000):0000}";
    }

    private string Secret() => _random.Next(13) switch
    {
        0 => "AKIA" + Of(Capitals, 16),
        1 => $"gh{Pick(["p", "o", "s"])}_{Of(Alphanumeric, 36)}",
        2 => $"xoxb-{D(12)}-{D(12)}-{Of(Alphanumeric, 24)}",
        3 => "AIza" + Of(Alphanumeric + "_-", 35),
        4 => "sk_live_" + Of(Alphanumeric, 24),
        5 => "sk-" + Of(Alphanumeric, 48),
        6 => "sk-" + Of("0123456789abcdef", 32),
        7 => "sk-ant-api03-" + Of(Alphanumeric + "_-", 95),
        8 => "hf_" + Of(Alphanumeric, 34),
        9 => "npm_" + Of(Alphanumeric, 36),
        10 => "glpat-" + Of(Alphanumeric, 20),
        11 => $"{Base64("{\"alg\":\"HS256\",\"typ\":\"JWT\"}")}.{Base64($"{{\"sub\":\"{D(10)}\",\"name\":\"{Pick(Names)}\"}}")}.{Of(Alphanumeric + "_-", 43)}",
        _ => $"-----BEGIN {Pick(["RSA ", "EC ", "", "OPENSSH "])}PRIVATE KEY-----\n{Of(Alphanumeric + "+/", 64)}\n{Of(Alphanumeric + "+/", 40)}==\n-----END PRIVATE KEY-----",
    };

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    /// <summary>So many digits, the first at least <paramref name="least"/>.</summary>
    private string D(int count, char least = '0') => string.Concat(Enumerable.Range(0, count).Select(place => (char)_random.Next(place == 0 ? least : '0', '9' + 1)));

    private string Of(string signs, int count) => string.Concat(Enumerable.Range(0, count).Select(_ => signs[_random.Next(signs.Length)]));

    private string Pick(string[] choices) => choices[_random.Next(choices.Length)];
}
