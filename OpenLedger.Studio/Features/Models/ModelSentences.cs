using OpenLedger.Studio.Archives;
using OpenLedger.Studio.Controls;
using OpenLedger.Studio.Shell;

namespace OpenLedger.Studio.Features.Models;

/// <summary>What can be wrong with models and adapters that people bring, each in its own words with the next step.</summary>
internal static class ModelSentences
{
    public static Sentence NotFound => new Sentence("This model does not exist any more. Choose another one.");

    public static Sentence NoConfig => new Sentence("It holds no config.json, so it is not a model as hubs have them. Pack the folder in which config.json lies.");

    public static Sentence NoAdapterConfig => new Sentence("It holds no adapter_config.json, so it is not an adapter as PEFT writes them. Pack the folder in which that file lies.");

    public static Sentence NoWeights => new Sentence("It holds no model.safetensors. Pack the weights in safetensors form beside config.json.");

    public static Sentence NoAdapterWeights => new Sentence("It holds no adapter_model.safetensors. Pack the adapter's weights in safetensors form beside adapter_config.json.");

    public static Sentence NoTokenizer => new Sentence("It holds no tokenizer. Put the tokenizer.json of the same model beside config.json.");

    public static Sentence IsAdapter => new Sentence("This is an adapter, not a model: it belongs on a base model. Open the base model's page and import it there.");

    public static Sentence IsModel => new Sentence("This is a whole model, not an adapter. Add it under Models.");

    public static Sentence SeveralModels(string one, string other) => new Sentence("It holds several: \"{0}\" and \"{1}\". Pack each on its own.", Printable.Shown(one), Printable.Shown(other));

    public static Sentence EmptyFile(string name) => new Sentence("\"{0}\" is empty. Fetch it again.", Printable.Shown(name));

    public static Sentence Pickle(string name) => new Sentence("\"{0}\" is in a form that can run foreign code when it is opened (pickle). Only safetensors are taken: leave it out, or convert it.", Printable.Shown(name));

    public static Sentence ZipInside(string name) => new Sentence("\"{0}\" is an archive inside. Pack the files themselves.", Printable.Shown(name));

    public static Sentence Gguf(string name) => new Sentence("\"{0}\" is a GGUF file, which is for chatting only and cannot be trained. Take the same model in safetensors form.", Printable.Shown(name));

    public static Sentence GitPointer(string name) => new Sentence("\"{0}\" is only a note of Git LFS where the file should be. Run \"git lfs pull\" in the folder, then pack it again.", Printable.Shown(name));

    public static Sentence OtherWeights(string name, string kind) => new Sentence("\"{0}\" is a file of the kind {1}. Only safetensors are taken: convert it.", Printable.Shown(name), kind);

    public static Sentence Program(string name) => new Sentence("\"{0}\" is a program, not a part of a model. Fetch the file again from where the model comes from.", Printable.Shown(name));

    public static Sentence Picture(string name) => new Sentence("\"{0}\" is a picture or a document, not a part of a model. Fetch the file again from where the model comes from.", Printable.Shown(name));

    public static Sentence WebPage(string name) => new Sentence("\"{0}\" is a web page: most likely the download was refused and the refusal was saved. Fetch the file again.", Printable.Shown(name));

    public static Sentence Broken(string problem) => new Sentence("Its files do not work together: {0}", LibraryTexts.Of(problem));

    public static Sentence FolderGone(string folder) => new Sentence("Its folder {0} is gone. Put it back, or delete the model and add it again.", folder);

    public static Sentence FileGone(string name) => new Sentence("Its file \"{0}\" is gone. Put it back, or delete the model and add it again.", name);

    public static Sentence FileChanged(string name) => new Sentence("Its file \"{0}\" was changed or cut after the model was added. Delete the model and add it again.", name);

    public static Sentence NotReadable(string folder, string problem) => new Sentence("The studio may not read {0}: {1} Give it the right to, and try again.", folder, LibraryTexts.Of(problem));

    public static Sentence NotAbsolute => new Sentence("Give the whole path of the folder, from the top of the disk.");

    public static Sentence NoSuchFolder(string folder) => new Sentence("There is no folder {0} on the computer of the studio. Check the path; it is a path there, not in your browser.", folder);

    public static Sentence NotAllowed(string folder) => new Sentence("{0} is not one of the folders that models may be taken from. Allowed are: the setting Studio:LocalModelFolders.", folder);

    public static Sentence OwnFolder(string folder) => new Sentence("{0} belongs to the studio itself. Choose the folder of a model.", folder);

    public static Sentence LinkOut(string name) => new Sentence("\"{0}\" in that folder is a link that leads out of it. Put the file itself there.", Printable.Shown(name));

    public static Sentence NotAFile(string name) => new Sentence("\"{0}\" in that folder is not a plain file. Leave it out.", Printable.Shown(name));

    public static Sentence OtherDisk => new Sentence("The files lie on another disk, where they cannot be linked. Copy them instead.");

    public static Sentence NoRoom(long needed, long free) => new Sentence("The disk of the studio has no room for it: {0} are needed, {1} are free. Free some space and try again.", new ByteSize(needed), new ByteSize(free));

    public static Sentence CopyFailed(string problem) => new Sentence("The files could not be copied: {0} Nothing was added. Free some space or give the right to read them, and try again.", LibraryTexts.Of(problem));

    public static Sentence InUse(int runs) => new Sentence("{0} of its runs wait or train. Let them end, or stop them first.", runs);

    public static Sentence Bundled => new Sentence("It came with the studio and stays.");

    public static Sentence NoSuchTemplate => new Sentence("There is no such template. Choose one of the list.");

    public static Sentence TemplateFails(string problem) => new Sentence("The template cannot write a conversation: {0} Choose another one.", LibraryTexts.Of(problem));

    public static Sentence NameWrong => new Sentence("Give it a name of 1 to 80 letters.");

    public static Sentence Gone => new Sentence("It was not kept: the studio was started anew, or too much time has passed. Bring it again.");

    public static Sentence Unexpected(string problem) => new Sentence("Something unexpected happened: {0} Nothing was added. Try again; the output of the studio tells more.", problem);

    public static Sentence OtherModel(string problem) => new Sentence("The adapter does not fit this model: {0}", LibraryTexts.Of(problem));

    public static Sentence AdapterGone => new Sentence("This adapter does not exist any more.");

    public static Sentence NotTakenAway(string problem) => new Sentence("The adapter cannot be taken away: {0} Go back, and train or import it again.", LibraryTexts.Of(problem));

    public static Sentence NotRemoved(string problem) => new Sentence("It could not be removed: {0} Close what uses it, and try again.", LibraryTexts.Of(problem));

    public static Sentence NotYours => new Sentence("Your role does not allow that. Ask an admin of the studio.");

    public static Sentence TooManyArrivals => new Sentence("Several of your files are being added already. Finish or give up one of them first.");
}
