using System.IO.Compression;
using System.Xml;

namespace OpenLedger.Studio.Features.Data.Import;

/// <summary>
/// Looks through a workbook before the library reads it: how many parts it has, what they really unpack to, how far its cells reach,
/// and which formulas have no result.
/// </summary>
internal sealed class WorkbookGuard
{
    private const int MostParts = 10_000;
    private const int MostRows = 1_048_576;
    private const int MostNotes = 10_000;
    private const int Letters = 26;

    private readonly ImportLimits _limits;
    private readonly HashSet<(int Row, int Column)> _withoutResult = [];

    private WorkbookGuard(ImportLimits limits) => _limits = limits;

    /// <summary>The cells that hold a formula whose result was not saved, by row and column from 1.</summary>
    public IReadOnlySet<(int Row, int Column)> WithoutResult => _withoutResult;

    /// <exception cref="UnreadableFileException">It is no workbook, damaged, or asks for more than is given.</exception>
    public static WorkbookGuard Check(ImportFile file, ImportLimits limits, CancellationToken cancellation)
    {
        var guard = new WorkbookGuard(limits);
        try
        {
            using var stream = file.Open();
            using var archive = new ZipArchive(stream, ZipArchiveMode.Read);
            Kind(archive);
            guard.Parts(archive, cancellation);
            return guard;
        }
        catch (Exception exception) when (exception is InvalidDataException or XmlException or IOException or NotSupportedException)
        {
            throw new UnreadableFileException(new Wording("The workbook is damaged ({0}). Open it in your table program, and save it again.", exception.Message.TrimEnd('.')));
        }
    }

    private static void Kind(ZipArchive archive)
    {
        if (archive.Entries.Count > MostParts)
        {
            throw new UnreadableFileException(new Wording("This archive has {0} parts, so it is no workbook. Unpack it, and bring what is in it.", archive.Entries.Count));
        }

        if (archive.GetEntry("xl/workbook.xml") is not null)
        {
            return;
        }

        var names = archive.Entries.Select(entry => entry.FullName).ToHashSet(StringComparer.OrdinalIgnoreCase);
        throw new UnreadableFileException(names switch
        {
            _ when names.Contains("word/document.xml") => new Wording("This is a Word document. Save it as plain text (.txt), or put questions and answers into a table."),
            _ when names.Contains("xl/workbook.bin") => new Wording("This is a binary workbook (.xlsb). Save it as .xlsx."),
            _ when names.Contains("content.xml") => new Wording("This is an OpenDocument file. Save it as .xlsx or .csv."),
            _ => new Wording("This is a zip file. Unpack it, and bring what is in it."),
        });
    }

    private void Parts(ZipArchive archive, CancellationToken cancellation)
    {
        var unpacked = 0L;
        var buffer = new byte[64 * 1024];
        foreach (var part in archive.Entries)
        {
            // What an archive says of its parts may be a lie, so they are counted as they unpack.
            using var counted = part.Open();
            while (counted.Read(buffer) is var read and > 0)
            {
                cancellation.ThrowIfCancellationRequested();
                unpacked += read;
                if (unpacked > _limits.UnpackedBytes)
                {
                    throw new UnreadableFileException(new Wording("The workbook unpacks to more than {0} MB. Save the sheet as CSV, and bring that.", _limits.UnpackedBytes >> 20));
                }
            }

            if (part.FullName.StartsWith("xl/worksheets/", StringComparison.OrdinalIgnoreCase) && part.FullName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase))
            {
                using var sheet = part.Open();
                Sheet(sheet, cancellation);
            }
        }
    }

    private void Sheet(Stream stream, CancellationToken cancellation)
    {
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, IgnoreWhitespace = true, IgnoreComments = true });
        var (row, column, hasFormula, hasValue) = (0, 0, false, false);
        while (xml.Read())
        {
            if (xml.NodeType == XmlNodeType.EndElement && xml.LocalName == "c" && hasFormula && !hasValue && _withoutResult.Count < MostNotes)
            {
                _withoutResult.Add((row, column));
            }

            if (xml.NodeType != XmlNodeType.Element)
            {
                continue;
            }

            cancellation.ThrowIfCancellationRequested();
            switch (xml.LocalName)
            {
                case "row":
                    row = int.TryParse(xml.GetAttribute("r"), out var given) ? given : row + 1;
                    column = 0;
                    break;
                case "c":
                    column = ColumnOf(xml.GetAttribute("r")) ?? column + 1;
                    (hasFormula, hasValue) = (false, false);
                    CheckPlace(row, column);
                    break;
                case "f":
                    hasFormula = true;
                    break;
                case "v" or "is":
                    hasValue = !xml.IsEmptyElement;
                    break;
            }
        }
    }

    private void CheckPlace(int row, int column)
    {
        if (column > _limits.Columns)
        {
            throw new UnreadableFileException(new Wording("A sheet reaches beyond column {0}. Copy the columns that are needed to a new sheet.", _limits.Columns));
        }

        if (row is < 1 or > MostRows)
        {
            throw new UnreadableFileException(new Wording("A sheet has a row number that no table program writes ({0}). Save the workbook again.", row));
        }
    }

    /// <summary>The number of the column in a reference like "BC12"; beyond what a sheet can have it is only "too many".</summary>
    private static int? ColumnOf(string? reference)
    {
        var column = 0;
        foreach (var letter in reference ?? string.Empty)
        {
            if (!char.IsAsciiLetter(letter))
            {
                break;
            }

            column = Math.Min((column * Letters) + (char.ToUpperInvariant(letter) - 'A' + 1), ushort.MaxValue);
        }

        return column == 0 ? null : column;
    }
}
