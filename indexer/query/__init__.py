"""What did the reader ask? Text becomes a tree and notes; words become terms; nothing here ever refuses."""
