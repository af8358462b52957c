using System.Text;
using OpenLedger.Training.Datasets;

namespace OpenLedger.Training.Tests.Datasets;

/// <summary>Reads rows that a test writes down, without a file.</summary>
internal static class Rows
{
    public const string Name = "train.jsonl";

    public static DatasetContents ReadAll(string text) => ReadAll(Encoding.UTF8.GetBytes(text));

    public static DatasetContents ReadAll(byte[] bytes) => ExampleReader.ReadAll(new MemoryStream(bytes), Name, CancellationToken.None);

    /// <summary>The one example of a row.</summary>
    public static Example Single(string row)
    {
        var contents = ReadAll(row);
        Assert.Empty(contents.Problems);
        return Assert.Single(contents.Examples);
    }

    /// <summary>The one problem of a row.</summary>
    public static DatasetProblem Problem(string row) => Problem(Encoding.UTF8.GetBytes(row));

    /// <summary>The one problem of these bytes.</summary>
    public static DatasetProblem Problem(params byte[][] bytes)
    {
        var contents = ReadAll([.. bytes.SelectMany(part => part)]);
        Assert.Empty(contents.Examples);
        return Assert.Single(contents.Problems);
    }

    /// <summary>A conversation in short: "user: hi | assistant: hello".</summary>
    public static string Said(Example example)
    {
        Assert.Equal(ExampleKind.Messages, example.Kind);
        return string.Join(" | ", example.Messages.Select(message => $"{message!["role"]}: {message["content"]}"));
    }

    /// <summary>Tokenised examples of given lengths, all tokens learned, each with an id of its own.</summary>
    public static TokenizedExample[] OfLengths(string name, params IEnumerable<int> lengths) =>
        [.. lengths.Select((length, index) => new TokenizedExample([.. Enumerable.Range(0, length)], [.. Enumerable.Repeat(true, length)], FormattableString.Invariant($"{name}{index}")))];
}
