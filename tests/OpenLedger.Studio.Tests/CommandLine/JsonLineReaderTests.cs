using System.Text;
using OpenLedger.Studio.CommandLine;

namespace OpenLedger.Studio.Tests.CommandLine;

public class JsonLineReaderTests
{
    [Fact]
    public void Read_LinesOfEveryEnding_GivesEachOnce()
    {
        var lines = Read("{\"a\":1}\n\r\n  \n{\"a\":2}\r\n{\"a\":3}"u8.ToArray());

        Assert.Equal([1L, 4L, 5L], lines.Select(line => line.Number));
        Assert.Equal(["1", "2", "3"], lines.Select(line => line.Value!["a"]!.ToJsonString()));
    }

    [Fact]
    public void Read_AByteOrderMark_IsNotPartOfTheLine() =>
        Assert.Null(Assert.Single(Read("\uFEFF{\"a\":1}\n"u8.ToArray())).Problem);

    [Theory]
    [InlineData("[1]", "not a JSON object")]
    [InlineData("null", "not a JSON object")]
    [InlineData("{\"a\":", "not JSON")]
    [InlineData("{\"a\":1,\"a\":2}", "not JSON")]
    [InlineData("{\"a\":\"\\ud800\"}", "half a character")]
    [InlineData("{\"\\udc00\":1}", "half a character")]
    [InlineData("{\"a\":[{\"b\":\"\\udfff x\"}]}", "half a character")]
    public void Read_ABadLine_SaysWhatIsWrong_AndGoesOn(string bad, string expected)
    {
        var lines = Read(Encoding.UTF8.GetBytes(bad + "\n{\"a\":1}\n"));

        Assert.Equal(2, lines.Count);
        Assert.Contains(expected, lines[0].Problem, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', lines[0].Problem!);
        Assert.NotNull(lines[1].Value);
    }

    [Fact]
    public void Read_BytesThatAreNotUtf8_SaysSo_AndGoesOn()
    {
        var lines = Read([.. "{\"a\":\""u8, 0xFF, 0xFE, .. "\"}\n{\"a\":1}\n"u8]);

        Assert.Contains("not UTF-8", lines[0].Problem, StringComparison.Ordinal);
        Assert.NotNull(lines[1].Value);
    }

    [Fact]
    public void Read_TooDeepAnObject_IsAProblemOfThatLine() =>
        Assert.NotNull(Read(Encoding.UTF8.GetBytes("{\"a\":" + new string('[', 100_000)))[0].Problem);

    [Fact]
    public void Read_ALineLongerThanTheLimit_IsSkippedWithoutKeepingIt()
    {
        using var endless = new EndlessLine(JsonLineReader.LongestLine + (1L << 20), "\n{\"a\":1}\n"u8.ToArray());

        var lines = new JsonLineReader(endless).Read(CancellationToken.None).ToList();

        Assert.Contains("longer than 64 MiB", lines[0].Problem, StringComparison.Ordinal);
        Assert.NotNull(lines[1].Value);
        Assert.Equal(2, lines.Count);
    }

    [Fact]
    public void Read_ARandomMix_NeverThrows()
    {
        var random = new Random(7);
        for (var round = 0; round < 500; round++)
        {
            var bytes = new byte[random.Next(200)];
            random.NextBytes(bytes);
            foreach (var (text, index) in "{}[]\",:\\ud\n".Select((text, index) => (text, index)))
            {
                for (var i = index; i < bytes.Length; i += random.Next(5, 30))
                {
                    bytes[i] = (byte)text;
                }
            }

            Assert.All(Read(bytes), line => Assert.True(line.Value is null ^ line.Problem is null));
        }
    }

    private static List<InputLine> Read(byte[] bytes) => new JsonLineReader(new MemoryStream(bytes)).Read(CancellationToken.None).ToList();

    /// <summary>So many spaces, then an ending, without holding them.</summary>
    private sealed class EndlessLine(long spaces, byte[] ending) : MemoryStream
    {
        private long _given;

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            if (_given < spaces)
            {
                var count = (int)Math.Min(buffer.Length, spaces - _given);
                buffer.Span[..count].Fill((byte)' ');
                _given += count;
                return ValueTask.FromResult(count);
            }

            var rest = ending.AsSpan((int)(_given - spaces));
            var taken = Math.Min(rest.Length, buffer.Length);
            rest[..taken].CopyTo(buffer.Span);
            _given += taken;
            return ValueTask.FromResult(taken);
        }
    }
}
