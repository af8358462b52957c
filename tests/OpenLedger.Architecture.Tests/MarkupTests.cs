using System.Text.RegularExpressions;

namespace OpenLedger.Architecture.Tests;

/// <summary>No page says anything that has not gone through the words of its room; technical names (class "tech") are the same in every language.</summary>
public partial class MarkupTests
{
    /// <summary>What is called the same in every language.</summary>
    private static readonly HashSet<string> Names = ["OpenLedger Studio", "CSV", "JSONL", "PNG", "log", "CC BY 4.0", "manifest.json", "recipe.json", "/home/vera/models/SmolLM2-135M-Instruct"];

    [GeneratedRegex(@"&#?\w+;")]
    private static partial Regex Entity { get; }

    [Fact]
    public void Pages_HaveNoTextOfTheirOwn()
    {
        var found = Checkout.Files("OpenLedger.Studio", "*.razor")
            .SelectMany(path => RazorText.Of(Checkout.Read(path)).Select(piece => (Path: path, piece.Line, Text: Entity.Replace(piece.Text, string.Empty).Trim(' ', '·', '–', ':', '(', ')'))))
            .Where(piece => piece.Text.Any(char.IsLetter) && !Names.Contains(piece.Text))
            .Select(piece => $"{piece.Path}:{piece.Line}: \"{piece.Text}\"");

        Assert.Empty(found);
    }

    [Theory]
    [InlineData("<p>Hello</p>", "Hello")]
    [InlineData("@if (a < b) { var x = \"no\"; <p title=\"@T[\"t\"]\">Seen</p> } else if (c) { <b>@c.D?.E(\"f\")!.G</b> }", "Seen")]
    [InlineData("<a title=\"Told\" href=\"/x\" class=\"y @(z ? \"a\" : \"b\")\">@T[\"k\", $\"{q(\"r\")}\"] <i /></a>", "Told")]
    [InlineData("@page \"/p\"\n@inject A B\n@foreach (var a in List<int>.Of(1)) { if (a > 0) { <td>@(a is { } b ? \"c\" : null) kg</td> } }\n@code {\n  private string A => \"<p>no</p>\";\n}\n", "kg")]
    [InlineData("<b class=\"tech @x\">rank</b> <b class=\"tech\">This is a whole sentence.</b> <code>./x</code> plain", "This is a whole sentence.|plain")]
    [InlineData("<img alt=\"Picture\"><span>@@</span> @* no *@ <!-- no -->", "Picture|@")]
    public void RazorText_FindsWhatPeopleRead(string source, string text) => Assert.Equal(text, string.Join('|', RazorText.Of(source).Select(piece => piece.Text)));
}
