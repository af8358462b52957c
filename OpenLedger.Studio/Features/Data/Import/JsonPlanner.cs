using System.Text.Json.Nodes;
using OpenLedger.Training.Json;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Finds out where the rows of a JSON file stand, from its beginning.</summary>
internal static class JsonPlanner
{
    private const int LinesLookedAt = 40;
    private const double Mostly = 0.8;

    /// <param name="head">The beginning of the text in UTF-8.</param>
    /// <param name="isWhole">Whether that is all of it.</param>
    /// <param name="wanted">The list that the person chose, or null.</param>
    public static JsonPlan Plan(ReadOnlySpan<byte> head, bool isWhole, string? wanted)
    {
        var start = Math.Max(0, head.IndexOfAnyExcept(" \t\r\n"u8));
        if (AreLines(head[start..], isWhole))
        {
            return new JsonPlan(JsonLayout.Lines);
        }

        if (head.Length > start && head[start] == '[')
        {
            var behind = head[(start + 1)..];
            return new JsonPlan(MessageLists.IsMessage(FirstValue(behind)) ? JsonLayout.Values : JsonLayout.List);
        }

        return OfObject(JsonOutline.Of(head[start..], isWhole, start), wanted);
    }

    private static JsonPlan OfObject(JsonOutline outline, string? wanted)
    {
        var byColumns = outline.IsAlone && (outline.HoldsColumns || outline.IsSplitTable);
        if (byColumns)
        {
            return new JsonPlan(JsonLayout.Columns);
        }

        var isRow = ColumnNames.FormOf(outline.Names) is not null && !outline.HasNestedRows;
        if (!isRow && outline.IsAlone && outline.Lists.Count > 0)
        {
            var list = outline.Lists.FirstOrDefault(place => place.Name == wanted)
                ?? outline.Lists.FirstOrDefault(place => ColumnNames.FormOf(place.Columns) is not null)
                ?? outline.Lists[0];
            return new JsonPlan(JsonLayout.List) { List = list, Lists = outline.Lists };
        }

        return new JsonPlan(!isRow && outline.IsAlone && outline.IsQuestionBook ? JsonLayout.Pairs : JsonLayout.Values);
    }

    /// <summary>Whether most lines are values of their own. The last line is left out where the text goes on.</summary>
    private static bool AreLines(ReadOnlySpan<byte> text, bool isWhole)
    {
        var (lines, whole, likely) = (0, 0, 0);
        while (text.Length > 0 && lines < LinesLookedAt)
        {
            var end = text.IndexOf((byte)'\n');
            if (end < 0 && !isWhole)
            {
                break;
            }

            var line = (end < 0 ? text : text[..end]).Trim(" \t\r"u8);
            text = end < 0 ? [] : text[(end + 1)..];
            if (line.Length == 0)
            {
                continue;
            }

            lines++;
            whole += IsValue(line) ? 1 : 0;
            likely += line[0] == '{' && line.Length > 2 && line[^1] != ',' ? 1 : 0;
        }

        return lines >= 2 && (whole * 2 >= lines || likely >= lines * Mostly);
    }

    private static bool IsValue(ReadOnlySpan<byte> line)
    {
        if (line[0] is not ((byte)'{' or (byte)'[' or (byte)'"') || line.Length <= 2)
        {
            return false;
        }

        try
        {
            _ = StrictJson.Parse(line);
            return true;
        }
        catch (StrictJsonException)
        {
            return false;
        }
    }

    private static JsonNode? FirstValue(ReadOnlySpan<byte> text)
    {
        using var stream = new MemoryStream(text.ToArray());
        try
        {
            var first = new JsonScanner(stream, text.Length + 1).Values(inList: true, isWholeFile: false, CancellationToken.None).FirstOrDefault();
            return first.End == ScanEnd.Whole && first.Bytes.Length > 0 ? StrictJson.Parse(first.Bytes.Span) : null;
        }
        catch (StrictJsonException)
        {
            return null;
        }
    }
}
