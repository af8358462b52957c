using System.Text;
using OpenLedger.Studio.Features.Data.Import;

namespace OpenLedger.Studio.Tests.Data.Import;

public sealed class EncodingTests
{
    private const string Table = "Frage;Antwort\nWann öffnet das Café?;Um neun, täglich außer Montag.\nWo liegt es?;Über dem Hafen, an der größten Brücke.\n";

    [Theory]
    [InlineData("utf-8", false, true)]
    [InlineData("utf-8", true, true)]
    [InlineData("utf-16", true, true)]
    [InlineData("utf-16BE", true, true)]
    [InlineData("utf-32", true, true)]
    [InlineData("utf-16", false, false)]
    [InlineData("utf-16BE", false, false)]
    [InlineData("windows-1252", false, null)]
    public void Letters_ArriveWhole(string encoding, bool marked, bool? sure)
    {
        var letters = TextEncodings.Of(encoding);
        var mark = marked ? encoding == "utf-8" ? Encoding.UTF8.GetPreamble() : letters.GetPreamble() : [];

        var imported = Imported.Of("a.csv", [.. mark, .. letters.GetBytes(Table)]);

        Assert.Equal(encoding, imported.Form.Encoding);
        Assert.Equal("user: Wann öffnet das Café? | assistant: Um neun, täglich außer Montag.", imported.Said(0));
        Assert.Equal(sure ?? imported.Form.EncodingIsSure, imported.Form.EncodingIsSure);
    }

    [Theory]
    [InlineData("windows-1251", "вопрос;ответ\nКогда открывается музей?;Музей открывается в девять часов утра каждый день.\n")]
    [InlineData("shift_jis", "質問;回答\n博物館はいつ開きますか。;毎日午前九時に開館します。休館日は月曜日です。\n")]
    [InlineData("gb18030", "问题;答案\n博物馆什么时候开门？;博物馆每天早上九点开门，星期一休息。\n")]
    public void OtherAlphabets_AreFound(string encoding, string table)
    {
        var imported = Imported.Of("a.csv", TextEncodings.Of(encoding).GetBytes(table));

        Assert.Equal(encoding, imported.Form.Encoding);
        Assert.Single(imported.Examples);
    }

    [Theory]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    [InlineData("windows-1252")]
    public void Json_InOtherEncodings_IsReadAsWell(string encoding)
    {
        var imported = Imported.Of("a.jsonl", TextEncodings.Of(encoding).GetBytes("{\"question\": \"Größe?\", \"answer\": \"groß\"}\n{\"question\": \"Höhe?\", \"answer\": \"hoch\"}\n"), new FormCorrection { Encoding = encoding });

        Assert.Equal("user: Größe? | assistant: groß", imported.Said(0));
        Assert.Equal(2, imported.Examples.Count);
    }

    [Fact]
    public void WrongEncoding_CanBeCorrected()
    {
        var bytes = TextEncodings.Of("windows-1250").GetBytes("question;answer\nKde je most?;Nad řekou, vedle věže.\n");

        var imported = Imported.Of("a.csv", bytes, new FormCorrection { Encoding = "windows-1250" });

        Assert.Equal("user: Kde je most? | assistant: Nad řekou, vedle věže.", imported.Said(0));
    }

    [Fact]
    public void FewBrokenBytes_InUtf8_SetTheirRowAside()
    {
        var good = string.Concat(Enumerable.Range(0, 30).Select(number => $"Frage {number} über Größe?;größer als {number}\n"));

        var imported = Imported.Of("a.csv", [.. "Frage;Antwort\n"u8, .. Encoding.UTF8.GetBytes(good), .. "Schl"u8, 0xFC, .. "ssel?;ja\n"u8]);

        Assert.Equal("utf-8", imported.Form.Encoding);
        Assert.Equal(30, imported.Examples.Count);
        Assert.Contains("row 32", imported.Problem, StringComparison.Ordinal);
        Assert.Contains("in this encoding", imported.Problem, StringComparison.Ordinal);
    }
}
