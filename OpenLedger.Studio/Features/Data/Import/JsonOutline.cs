using System.Text.Json;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>What the beginning of one JSON object shows: its names, the kinds of its values, and the lists of objects inside.</summary>
internal sealed class JsonOutline
{
    private const int Deepest = 3;
    private const int MostLists = 50;

    private readonly List<string> _names = [];
    private readonly List<JsonListPlace> _lists = [];
    private int _texts;
    private int _plainLists;
    private int _numbered;
    private int _questionNames;

    private JsonOutline()
    {
    }

    /// <summary>The names of the object.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>The lists of objects inside it.</summary>
    public IReadOnlyList<JsonListPlace> Lists => _lists;

    /// <summary>Whether nothing is known to stand behind it.</summary>
    public bool IsAlone { get; private set; } = true;

    /// <summary>Whether every value is a list of plain values, or an object by row number.</summary>
    public bool HoldsColumns => _names.Count > 0 && (_plainLists == _names.Count || _numbered == _names.Count);

    /// <summary>Whether it is a table as pandas splits it: <c>columns</c> and <c>data</c>.</summary>
    public bool IsSplitTable => _names.Contains("columns") && _names.Contains("data");

    /// <summary>Whether its names are questions and its values texts.</summary>
    public bool IsQuestionBook => _names.Count >= 2 && _texts == _names.Count && _questionNames * 2 >= _names.Count;

    /// <summary>Whether a list inside it has elements that look like rows rather than messages.</summary>
    public bool HasNestedRows => _lists.Exists(list => ColumnNames.FormOf(list.Columns) is not null && !list.Columns.Any(name => name is "role" or "from" or "human"));

    /// <param name="text">The object's text from its opening bracket.</param>
    /// <param name="isWhole">Whether the text ends there.</param>
    /// <param name="offset">Where in the file the text begins.</param>
    public static JsonOutline Of(ReadOnlySpan<byte> text, bool isWhole, long offset)
    {
        var outline = new JsonOutline();
        var reader = new Utf8JsonReader(text, isWhole, new JsonReaderState(new JsonReaderOptions { AllowMultipleValues = true }));
        try
        {
            outline.Walk(ref reader, offset);
        }
        catch (JsonException)
        {
            // What was seen up to there counts; the rows say themselves what is wrong with them.
        }

        return outline;
    }

    private void Walk(ref Utf8JsonReader reader, long offset)
    {
        var path = new Stack<string>();
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName when reader.CurrentDepth <= Deepest:
                    var name = Text(ref reader);
                    while (path.Count >= reader.CurrentDepth)
                    {
                        path.Pop();
                    }

                    path.Push(name);
                    if (reader.CurrentDepth == 1)
                    {
                        Named(name);
                    }

                    break;
                case JsonTokenType.String when reader.CurrentDepth == 1:
                    _texts++;
                    break;
                case JsonTokenType.StartArray when reader.CurrentDepth <= Deepest:
                    List(ref reader, offset, string.Join('.', path.Reverse()));
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth == 1:
                    Numbered(reader);
                    break;
                case JsonTokenType.StartObject when reader.CurrentDepth == 0 && _names.Count > 0:
                    IsAlone = false;
                    return;
            }
        }
    }

    private void Named(string name)
    {
        _names.Add(name);
        _questionNames += name.Contains(' ', StringComparison.Ordinal) ? 1 : 0;
    }

    private void List(ref Utf8JsonReader reader, long offset, string name)
    {
        var (depth, start) = (reader.CurrentDepth, offset + reader.TokenStartIndex + 1);
        if (!reader.Read())
        {
            return;
        }

        if (reader.TokenType == JsonTokenType.StartObject && name.Length > 0 && _lists.Count < MostLists)
        {
            _lists.Add(new JsonListPlace(name, start, FirstNames(reader)));
        }
        else if (depth == 1 && reader.TokenType is not (JsonTokenType.StartObject or JsonTokenType.StartArray))
        {
            _plainLists++;
        }

        while (reader.CurrentDepth > depth || reader.TokenType != JsonTokenType.EndArray)
        {
            if (!reader.Read())
            {
                return;
            }
        }
    }

    /// <summary>The names of the object that comes next; the reader is a copy and the walk goes on where it was.</summary>
    private static List<string> FirstNames(Utf8JsonReader reader)
    {
        var (depth, names) = (reader.CurrentDepth, new List<string>());
        while (reader.Read() && reader.CurrentDepth > depth)
        {
            if (reader.TokenType == JsonTokenType.PropertyName && reader.CurrentDepth == depth + 1)
            {
                names.Add(Text(ref reader));
            }
        }

        return names;
    }

    private void Numbered(Utf8JsonReader reader) =>
        _numbered += reader.Read() && reader.TokenType == JsonTokenType.PropertyName && int.TryParse(Text(ref reader), out _) ? 1 : 0;

    private static string Text(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString() ?? string.Empty;
        }
        catch (InvalidOperationException)
        {
            return string.Empty;
        }
    }
}
