using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Parser;

namespace OpenLedger.Studio.Features.Datanets.Documents;

/// <summary>What a reader sees of a web page: no script, no style, blocks parted by line feeds.</summary>
internal static class HtmlText
{
    private static readonly HashSet<string> Unseen = new(["script", "style", "head", "noscript", "template", "svg", "iframe", "object"], StringComparer.OrdinalIgnoreCase);

    private static readonly HashSet<string> Blocks = new(
        ["p", "div", "section", "article", "header", "footer", "main", "aside", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "table", "tr", "blockquote", "pre", "br", "hr", "dl", "dt", "dd", "figure"],
        StringComparer.OrdinalIgnoreCase);

    public static DocumentText Read(string html)
    {
        var text = new StringBuilder();
        using var page = new HtmlParser().ParseDocument(html);

        // Without recursion: pages can be nested as deeply as their author likes.
        var open = new Stack<(INode Node, bool IsEnd)>();
        open.Push((page.Body ?? (INode)page, false));
        while (open.TryPop(out var next))
        {
            if (next.Node is IText words)
            {
                Append(text, words.Data);
                continue;
            }

            if (next.Node is not IElement element || Unseen.Contains(element.LocalName))
            {
                continue;
            }

            if (Blocks.Contains(element.LocalName))
            {
                Break(text, element.LocalName is "p" or "h1" or "h2" or "h3" or "h4" or "h5" or "h6" or "ul" or "ol" or "table" ? 2 : 1);
            }

            if (next.IsEnd)
            {
                continue;
            }

            open.Push((element, true));
            for (var child = element.LastChild; child is not null; child = child.PreviousSibling)
            {
                open.Push((child, false));
            }
        }

        return new DocumentText(text.ToString().Trim());
    }

    private static void Append(StringBuilder text, string words)
    {
        foreach (var sign in words)
        {
            if (!char.IsWhiteSpace(sign))
            {
                text.Append(sign);
            }
            else if (text.Length > 0 && !char.IsWhiteSpace(text[^1]))
            {
                text.Append(' ');
            }
        }
    }

    private static void Break(StringBuilder text, int lines)
    {
        while (text.Length > 0 && text[^1] == ' ')
        {
            text.Length--;
        }

        var has = 0;
        while (has < text.Length && text[^(has + 1)] == '\n')
        {
            has++;
        }

        if (text.Length > 0 && has < lines)
        {
            text.Append('\n', lines - has);
        }
    }
}
