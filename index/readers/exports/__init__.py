"""What news databases export: Nexis, Factiva, ProQuest, Europresse and others.

Layouts change, and so do the words of their labels with the language a person works in.
So parts are told by structure first: a date is a line that is a date, a length is a
number and a word, the labels are what stands before a colon on several lines together.
"""
