using System.Collections.Frozen;
using OpenLedger.Training.Chat.Jinja.Evaluation;
using OpenLedger.Training.Chat.Jinja.Values;

namespace OpenLedger.Training.Chat.Jinja.Library;

/// <summary>One filter: gets the value before the bar and the arguments after its name.</summary>
internal delegate JinjaValue Filter(JinjaRun run, JinjaValue value, JinjaArguments arguments);

/// <summary>All filters by name.</summary>
internal static class Filters
{
    private static readonly FrozenDictionary<string, Filter> Table = new Dictionary<string, Filter>
    {
        ["abs"] = NumberFilters.Abs,
        ["attr"] = AttributeFilters.Attr,
        ["batch"] = SequenceFilters.Batch,
        ["capitalize"] = TextFilters.Capitalize,
        ["center"] = TextFilters.Center,
        ["count"] = SequenceFilters.Length,
        ["d"] = SequenceFilters.Default,
        ["default"] = SequenceFilters.Default,
        ["dictsort"] = OrderFilters.DictSort,
        ["e"] = TextFilters.Escape,
        ["escape"] = TextFilters.Escape,
        ["first"] = SequenceFilters.First,
        ["float"] = NumberFilters.Float,
        ["forceescape"] = TextFilters.Escape,
        ["format"] = TextFilters.Format,
        ["groupby"] = OrderFilters.GroupBy,
        ["indent"] = TextFilters.Indent,
        ["int"] = NumberFilters.Int,
        ["items"] = SequenceFilters.Items,
        ["join"] = SequenceFilters.Join,
        ["last"] = SequenceFilters.Last,
        ["length"] = SequenceFilters.Length,
        ["list"] = SequenceFilters.List,
        ["lower"] = TextFilters.Lower,
        ["map"] = AttributeFilters.Map,
        ["max"] = OrderFilters.Max,
        ["min"] = OrderFilters.Min,
        ["reject"] = AttributeFilters.Reject,
        ["rejectattr"] = AttributeFilters.RejectAttr,
        ["replace"] = TextFilters.Replace,
        ["reverse"] = SequenceFilters.Reverse,
        ["round"] = NumberFilters.Round,
        ["safe"] = TextFilters.Safe,
        ["select"] = AttributeFilters.Select,
        ["selectattr"] = AttributeFilters.SelectAttr,
        ["slice"] = SequenceFilters.Slice,
        ["sort"] = OrderFilters.Sort,
        ["string"] = TextFilters.String,
        ["sum"] = NumberFilters.Sum,
        ["title"] = TextFilters.Title,
        ["tojson"] = TextFilters.ToJson,
        ["trim"] = TextFilters.Trim,
        ["truncate"] = TextFilters.Truncate,
        ["unique"] = OrderFilters.Unique,
        ["upper"] = TextFilters.Upper,
        ["urlencode"] = TextFilters.UrlEncode,
        ["wordcount"] = TextFilters.WordCount,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Whether there is a filter of this name.</summary>
    public static bool Exists(string name) => Table.ContainsKey(name);

    /// <summary>Applies the filter of this name.</summary>
    public static JinjaValue Apply(JinjaRun run, string name, JinjaValue value, JinjaArguments arguments)
        => Table.TryGetValue(name, out var filter) ? filter(run, value, arguments) : throw new JinjaFault($"there is no filter named '{name}'");
}
