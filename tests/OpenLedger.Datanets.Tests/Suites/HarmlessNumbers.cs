using System.Globalization;

namespace OpenLedger.Datanets.Tests.Suites;

/// <summary>Texts with numbers, names and codes that look like personal data and are none, seeded.</summary>
internal sealed class HarmlessNumbers(int seed)
{
    private readonly Random _random = new(seed);

    private Func<string>[] Kinds =>
    [
        () => $"Install version {N(1, 30)}.{N(0, 99)}.{N(0, 255)}.{N(0, 255)} first.",
        () => $"v{N(1, 20)}.{N(0, 40)}.{N(0, 40)} and python {N(2, 4)}.{N(6, 14)}.{N(0, 20)}",
        () => $"Your order {D(10)} was shipped, invoice {D(12)} follows.",
        () => $"Ticket #{D(9)} is a copy of #{D(10)}",
        () => $"ISBN 978-{N(0, 9)}-{D(2)}-{D(6)}-{N(0, 9)}, second edition",
        () => $"ISBN: 978{D(10)}",
        () => $"It happened on {N(1950, 2030)}-{N(1, 12):00}-{N(1, 28):00} {N(0, 23):00}:{N(0, 59):00}:{N(0, 59):00}.",
        () => $"Am {N(1, 28):00}.{N(1, 12):00}.{N(1950, 2030)} um {N(0, 23):00}:{N(0, 59):00} Uhr, Raum {D(3)}.",
        () => $"{N(1, 12):00}/{N(1, 28):00}/{N(1950, 2030)} - {N(1, 12):00}/{N(1, 28):00}/{N(1950, 2030)}",
        () => $"sha256: {Hex(64)}",
        () => $"commit {Hex(40)} fixes md5 {Hex(32)}",
        () => $"id {Hex(8)}-{Hex(4)}-4{Hex(3)}-a{Hex(3)}-{Hex(12)}",
        () => $"{D(8)} + {D(8)} = {D(9)}, and {D(5)} * {D(6)} = {D(11)}",
        () => $"pi is 3.{D(14)}, e is 2.{D(12)}",
        () => $"The population was {N(1, 9)} {D(3)} {D(3)} {D(3)} in {N(1950, 2030)}.",
        () => $"at {N(-90, 90)}.{D(6)}, {N(-180, 180)}.{D(6)}",
        () => $"ping 192.168.{N(0, 255)}.{N(1, 254)} or 10.{N(0, 255)}.{N(0, 255)}.{N(1, 254)} or 127.0.0.1",
        () => $"dig @8.8.8.8 example.org; the document uses 203.0.113.{N(1, 254)} and user{N(1, 99)}@example.com",
        () => $"unix time {D(10)}, in milliseconds {D(13)}",
        () => $"| {D(3)} {D(3)} {D(4)} | {D(3)} {D(3)} {D(4)} |",
        () => $"Section {N(1, 9)}.{N(1, 9)}.{N(1, 9)}.{N(1, 9)} says so, see chapter {N(1, 9)}.{N(10, 20)}",
        () => $"const int x = {D(9)}; // {D(10)}L\nreturn x << {N(1, 31)};",
        () => $"y = W@x + b; C = A@B.T; npm i left-pad@{N(1, 9)}.{N(0, 9)}.{N(0, 9)}; @Override; git@github.com:team/repo{N(1, 99)}.git",
        () => $"export KEY=sk-xxxxxxxxxxxxxxxxxxxxxxxx{N(1, 9)} AWS=AKIAIOSFODNN7EXAMPLE TOKEN=ghp_your_token_here_{D(20)}",
        () => $"<div class=\"sk-circle-fade-dot task-list-item-checkbox{N(1, 9)} hf_transfer\">",
        () => $"EAN {D(13)}, SKU {D(4)}-{D(4)}-{D(4)}",
        () => $"tracking {D(4)} {D(4)} {D(4)} {D(4)} {D(2)}",
        () => $"She ran {N(1, 99)} km in {N(1, 5)}:{N(10, 59)}:{N(10, 59)} and won {N(1, 30)}-{N(1, 30)}, {N(1, 30)}-{N(1, 30)}.",
        () => $"Natalia sold {N(1, 99)}/{N(2, 9)} = <<{N(1, 99)}/{N(2, 9)}={N(1, 99)}>>{N(1, 99)} clips; {D(3)}-{D(2)}={D(2)}.",
        () => $"color: #{Hex(6)}; margin: {N(0, 20)}px {N(0, 20)}px {N(0, 20)}px {N(0, 20)}px",
        () => $"{N(1, 9)},{D(3)},{D(3)} dollars and {N(1, 999)}.{D(2)} euros, account type {D(2)}",
        () => $"1. {N(1, 100)}\n2. {N(1, 100)}\n3. {N(1, 100)}\n{D(4)}, {D(4)}, {D(4)}, {D(4)}",
        () => $"const uuid = '{Hex(32)}', etag = W/\"{Hex(16)}\"",
        () => $"pages {N(100, 199)}-{N(200, 299)}, doi 10.{D(4)}/{D(7)}.{D(7)}",
        () => $"std::vector<int>::iterator a::b c{N(1, 9)}::d; time 12:{N(10, 59)}:30; MAC 00:1b:{Hex(2)}:{Hex(2)}:{Hex(2)}:ff",
    ];

    /// <summary>The next text.</summary>
    public string Next()
    {
        var kinds = Kinds;
        return kinds[_random.Next(kinds.Length)]();
    }

    private int N(int least, int most) => _random.Next(least, most + 1);

    private string D(int count) => string.Concat(Enumerable.Range(0, count).Select(place => _random.Next(place == 0 ? 1 : 0, 10).ToString(CultureInfo.InvariantCulture)));

    private string Hex(int count) => string.Concat(Enumerable.Range(0, count).Select(_ => "0123456789abcdef"[_random.Next(16)]));
}
