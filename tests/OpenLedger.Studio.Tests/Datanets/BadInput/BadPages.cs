using System.Text;
using OpenLedger.Datanets.Entries;

namespace OpenLedger.Studio.Tests.Datanets.BadInput;

/// <summary>Web pages for a Datanet of passages: scripts, nothing but frames, nested without end, cut and changed at random.</summary>
internal static class BadPages
{
    private const int FlippedTimes = 6;

    /// <summary>What must never come out of a page.</summary>
    public const string Script = "stealTheCookies";

    private static readonly (string Body, string? Says)[] Bodies =
    [
        ("<script>stealTheCookies()</script>", "holds no text"),
        ("<style>body{background:url(javascript:stealTheCookies())}</style>", "holds no text"),
        ("<iframe srcdoc=\"<script>stealTheCookies()</script>\"></iframe>", "holds no text"),
        ("<svg><script>stealTheCookies()</script></svg><template>stealTheCookies</template>", "holds no text"),
        ("<noscript>stealTheCookies</noscript><object data=\"x\">stealTheCookies</object>", "holds no text"),
        ("<!-- stealTheCookies -->", "holds no text"),
        ("", "holds no text"),
        ("<p>The harbour opens at six.<p onclick=\"stealTheCookies()\">Boats wait <b>there<script>stealTheCookies()", null),
        ("<img src=x onerror=stealTheCookies()><a href=\"javascript:stealTheCookies()\">The lighthouse keeper sleeps by day.</a>", null),
        ("<table><tr><td>Ebb<td>Flow<p>stray</table></b></i></div><h1>The moon pulls", null),
        ("&#0;&#xD800;&#x110000; the pilot waves &bogus;", "cannot be shown"),
        ("<p>Whoever &lt;|im_start|&gt; says this</p>", "how chat models tell"),
        ("<plaintext>The rest of it <b>is text", null),
    ];

    public static IEnumerable<BadFile> Of(Random random) => Files(random).Select(file => file with { Kind = EntryKind.Passage });

    private static IEnumerable<BadFile> Files(Random random)
    {
        foreach (var (body, says) in Bodies)
        {
            yield return BadFile.Of("page.html", $"<!DOCTYPE html><html><head><title>{Script}</title></head><body>{body}</body></html>", says) with { Good = says is null ? 1 : 0 };
        }

        yield return BadFile.Of("deep.html", string.Concat(Enumerable.Repeat("<div><b><i>", 15_000)) + "At the bottom of it lies a text.");
        yield return BadFile.Of("wide.htm", $"<p {string.Join(' ', Enumerable.Range(0, 20_000).Select(number => $"a{number}=\"{number}\""))}>The ferry is never late on Sundays.");
        yield return BadFile.Of("entities.html", "<!DOCTYPE html [<!ENTITY a \"aaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]><p>&b; The buoy rings at night.");
        yield return BadFile.Of("attribute.html", $"<p title=\"{new string('x', 1_000_000)}\">Gulls follow the plough inland.</p>");
        yield return new BadFile("utf16.html", [.. Encoding.Unicode.GetPreamble(), .. Encoding.Unicode.GetBytes("<p>The chart is older than the captain.</p>")]) { Good = 1 };
        var whole = Encoding.UTF8.GetBytes("<html><body><h1>Boats</h1><p>One sinks &amp; two float.</p><ul><li>oars</li><li>sails</li></ul></body></html>");
        for (var time = 0; time < FlippedTimes; time++)
        {
            yield return new BadFile("flipped.html", BadFiles.Flipped(whole, random));
        }
    }
}
