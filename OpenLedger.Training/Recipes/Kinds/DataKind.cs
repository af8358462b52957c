using System.Text.Json.Nodes;

namespace OpenLedger.Training.Recipes.Kinds;

/// <summary>Data files: a path, a list of paths, or a list of <c>{"path", "weight"}</c>.</summary>
internal sealed class DataKind : KnobKind<IReadOnlyList<DataSource>>
{
    private const int MostFiles = 1000;
    private const string PathName = "path";
    private const string WeightName = "weight";

    public override string Accepts => "a path, a list of paths, or a list of {\"path\", \"weight\"}";

    public override bool IsPath => true;

    public override KnobReading Read(JsonNode node)
    {
        var sources = new List<DataSource>();
        foreach (var item in node is JsonArray list ? [.. list] : (IReadOnlyList<JsonNode?>)[node])
        {
            var (source, problem) = Source(item);
            if (source is null)
            {
                return new KnobReading(null, problem);
            }

            sources.Add(source);
        }

        return new KnobReading(sources, null);
    }

    public override JsonNode? Write(IReadOnlyList<DataSource> value) =>
        value is [{ Weight: 1 } single]
            ? JsonValue.Create(single.Path)
            : new JsonArray([.. value.Select(source => source.Weight == 1
                ? (JsonNode)JsonValue.Create(source.Path)
                : new JsonObject { [PathName] = source.Path, [WeightName] = source.Weight })]);

    public override string Format(IReadOnlyList<DataSource> value) => value is [{ Weight: 1 } single] ? single.Path : base.Format(value);

    public override string? Check(IReadOnlyList<DataSource> value)
    {
        if (value.Count > MostFiles)
        {
            return "names more than 1000 files. Put them together.";
        }

        foreach (var source in value)
        {
            if (PathKind.Problem(source.Path) is { } problem)
            {
                return problem;
            }

            if (source.Weight is not (>= 0.001 and <= Datasets.DataMixture.MaxWeight))
            {
                return $"gives \"{source.Path}\" the weight {KnobNumber.Text(source.Weight)}, but it must be from 0.001 to {KnobNumber.Text(Datasets.DataMixture.MaxWeight)}.";
            }
        }

        return null;
    }

    public override IReadOnlyList<DataSource> Resolve(IReadOnlyList<DataSource> value, string folder) =>
        [.. value.Select(source => PathKind.Problem(source.Path) is null ? source with { Path = Path.GetFullPath(source.Path, folder) } : source)];

    protected override KnobReading ParsePlain(string text) => new((IReadOnlyList<DataSource>)[new DataSource(text)], null);

    private (DataSource? Source, string? Problem) Source(JsonNode? item)
    {
        if (IsText(item, out var path))
        {
            return (new DataSource(path), null);
        }

        if (item is not JsonObject fields)
        {
            return (null, item is null ? $"holds null, but must be {Accepts}." : Wrong(item).Problem);
        }

        var unknown = fields.FirstOrDefault(field => field.Key is not (PathName or WeightName)).Key;
        if (unknown is not null)
        {
            return (null, $"has an entry with the unknown name \"{unknown}\". An entry is {{\"path\", \"weight\"}}.{NearestName.Suggestion(unknown, [PathName, WeightName])}");
        }

        if (!IsText(fields[PathName], out path))
        {
            return (null, "has an entry without \"path\". An entry is {\"path\", \"weight\"}.");
        }

        return !fields.ContainsKey(WeightName)
            ? (new DataSource(path), null)
            : IsNumber(fields[WeightName], out var weight)
                ? (new DataSource(path, weight), null)
                : (null, $"has for \"{path}\" a weight that is not a number.");
    }
}
