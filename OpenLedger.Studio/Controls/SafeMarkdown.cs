using Ganss.Xss;
using Markdig;
using Microsoft.AspNetCore.Components;

namespace OpenLedger.Studio.Controls;

/// <summary>
/// Markdown of people as markup that can do nothing: no script, no style, no picture from elsewhere. The renderer alone lets links pass
/// that run script, so its work is cleaned afterwards.
/// </summary>
internal static partial class SafeMarkdown
{
    /// <summary>Longer texts are shown as they are: nesting costs time that grows faster than the text.</summary>
    private const int Longest = 20_000;

    private static readonly MarkdownPipeline Pipeline = new MarkdownPipelineBuilder().DisableHtml().UsePipeTables().UseAutoLinks().Build();

    private static readonly string[] Tags =
        ["p", "br", "hr", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "blockquote", "pre", "code", "em", "strong", "del", "a", "table", "thead", "tbody", "tr", "th", "td"];

    /// <summary>The markup; headings begin below those of the page.</summary>
    public static MarkupString Render(string markdown)
    {
        if (markdown.Length > Longest)
        {
            return new MarkupString($"<pre>{System.Net.WebUtility.HtmlEncode(markdown)}</pre>");
        }

        try
        {
            return new MarkupString(Cleaner().Sanitize(Lowered(Markdown.ToHtml(markdown, Pipeline))));
        }
        catch (ArgumentException)
        {
            // The renderer refuses markup that is nested too deeply.
            return new MarkupString($"<pre>{System.Net.WebUtility.HtmlEncode(markdown)}</pre>");
        }
    }

    [System.Text.RegularExpressions.GeneratedRegex("<(/?)h([1-6])>")]
    private static partial System.Text.RegularExpressions.Regex Heading { get; }

    private static string Lowered(string html) => Heading.Replace(html, match => $"<{match.Groups[1].Value}h{Math.Min(6, match.Groups[2].Value[0] - '0' + 2)}>");

    private static HtmlSanitizer Cleaner()
    {
        var cleaner = new HtmlSanitizer(new HtmlSanitizerOptions
        {
            AllowedTags = new HashSet<string>(Tags, StringComparer.OrdinalIgnoreCase),
            AllowedAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
            AllowedSchemes = new HashSet<string>(["http", "https", "mailto"], StringComparer.OrdinalIgnoreCase),
            UriAttributes = new HashSet<string>(["href"], StringComparer.OrdinalIgnoreCase),
        });
        cleaner.PostProcessNode += (_, done) =>
        {
            if (done.Node is AngleSharp.Html.Dom.IHtmlAnchorElement link)
            {
                link.SetAttribute("rel", "noopener noreferrer nofollow");
            }
        };
        return cleaner;
    }
}
