namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Where the rows of a JSON file stand.</summary>
public enum JsonLayout
{
    /// <summary>One value a line: JSON Lines.</summary>
    Lines,

    /// <summary>Values one after the other, each over several lines.</summary>
    Values,

    /// <summary>The elements of a list: the file's own, or one inside an object.</summary>
    List,

    /// <summary>A list of values for each column, or an object of them by row number, as table programs write it.</summary>
    Columns,

    /// <summary>One object: each name is a question, its text the answer.</summary>
    Pairs,
}
