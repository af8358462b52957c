namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>Opens a file by its form.</summary>
internal static class RowSources
{
    public static RowSource Open(ImportFile file, DetectedForm form, ImportLimits limits) => form.Kind switch
    {
        FileKind.Json => new JsonRows(file, form.Encoding!, form.Plan!, limits),
        FileKind.Table => new TableRows(file, form.Encoding!, form.Delimiter!.Value, form.HasHeader!.Value, limits),
        FileKind.Workbook => new WorkbookRows(file, form.Sheet!, form.HasHeader!.Value, limits),
        FileKind.Parquet => new ParquetRows(file, limits),
        _ => new TextRows(file, form.Encoding!, form.Cut!.Value, limits),
    };
}
