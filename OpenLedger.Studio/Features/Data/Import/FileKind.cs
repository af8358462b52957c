namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>How a file is written.</summary>
public enum FileKind
{
    /// <summary>Lines of JSON, a JSON list, or an object that holds one.</summary>
    Json,

    /// <summary>Lines of values with a delimiter: CSV, TSV.</summary>
    Table,

    /// <summary>A spreadsheet: XLSX.</summary>
    Workbook,

    /// <summary>Parquet.</summary>
    Parquet,

    /// <summary>Prose: TXT, MD.</summary>
    Text,
}
