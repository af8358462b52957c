using System.IO.Compression;
using System.Text;
using System.Xml;

namespace OpenLedger.Studio.Features.Datanets.Documents;

/// <summary>The text of a DOCX: its paragraphs with their breaks and tabs, read as a stream, so that nothing large is unpacked.</summary>
internal static class WordText
{
    private const string Part = "word/document.xml";
    private const long MostUnpacked = 256L << 20;
    private const int PieceCharacters = 4_096;

    public static DocumentText Read(string path)
    {
        using var archive = ZipFile.OpenRead(path);
        if (archive.GetEntry(Part) is not { } part)
        {
            return DocumentText.Refused("This is no Word document (.docx). Open it in the program that wrote it, and save it as .docx or .txt.");
        }

        if (part.Length > MostUnpacked)
        {
            return DocumentText.Refused("The document unpacks to more than {0} MB. Cut it into several, and bring them one by one.", MostUnpacked >> 20);
        }

        using var stream = part.Open();
        using var xml = XmlReader.Create(stream, new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit, XmlResolver = null, MaxCharactersInDocument = MostUnpacked });
        return new DocumentText(Text(xml));
    }

    private static string Text(XmlReader xml)
    {
        var text = new StringBuilder();
        var (isText, piece) = (false, new char[PieceCharacters]);
        while (xml.Read() && text.Length <= DocumentText.MostCharacters)
        {
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    isText = xml.LocalName == "t" && !xml.IsEmptyElement;
                    text.Append(xml.LocalName switch
                    {
                        "br" or "cr" => "\n",
                        "tab" => "\t",
                        "p" when xml.IsEmptyElement => "\n",
                        _ => "",
                    });
                    break;
                case XmlNodeType.Text or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace when isText:
                    AppendValue(xml, text, piece);
                    break;
                case XmlNodeType.EndElement:
                    isText = false;
                    text.Append(xml.LocalName == "p" ? "\n\n" : "");
                    break;
            }
        }

        return text.ToString();
    }

    /// <summary>Piece by piece, and no further than is taken: one run of letters can be as long as its author likes.</summary>
    private static void AppendValue(XmlReader xml, StringBuilder text, char[] piece)
    {
        while (text.Length <= DocumentText.MostCharacters && xml.ReadValueChunk(piece, 0, piece.Length) is var read and > 0)
        {
            text.Append(piece, 0, read);
        }
    }
}
