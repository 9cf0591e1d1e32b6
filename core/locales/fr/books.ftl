# Livres : recherche, import, lignes mises de côté.

cmd-book-search = Chercher un livre au catalogue, par titre, auteur ou ISBN
    .name = livre chercher
cmd-book-rejects = Voir les dernières lignes mises de côté à l’import
    .name = livre rejets

book-search-query = Livre
    .ask = Quel livre cherchez-vous ? Un titre, un nom d’auteur ou d’autrice, un ISBN.

works-none = Je ne trouve rien pour « { $typed } » au catalogue. Essayez un seul mot du titre, ou le nom de l’auteur ou de l’autrice.
works-several = { $count ->
    [1] Je ne trouve pas exactement « { $typed } ». Vouliez-vous dire ce livre ? Choisissez-le dans la liste.
   *[other] { $count } livres répondent à « { $typed } ». Choisissez dans la liste.
}

books-found = Au catalogue pour « { $typed } »
books-more = Voici les { $count } premiers ; il y en a d’autres. Ajoutez un mot pour préciser.
books-year = { $year }
books-year-before = { $year } av. J.-C.
books-isbn = ISBN { $isbn }

isbn-check-digit = « { $typed } » ressemble à un ISBN, mais son dernier chiffre ne correspond pas aux autres : l’un d’eux est faux. Vérifiez-le, ou cherchez par titre.
    .short = ISBN au chiffre de contrôle faux
isbn-length = « { $typed } » n’est pas un ISBN complet : il faut 10 ou 13 chiffres. Vous pouvez aussi chercher par titre.
    .short = ISBN trop court ou trop long
isbn-not-a-book = « { $typed } » n’est pas le numéro d’un livre : un ISBN à 13 chiffres commence par 978 ou 979 (979-0 numérote la musique imprimée).
    .short = numéro qui n’est pas celui d’un livre
isbn-not-digits = « { $typed } » n’est pas un ISBN : il faut 10 ou 13 chiffres.
    .short = ISBN qui n’est pas fait de chiffres
isbn-scientific = « { $typed } » a été arrondi par un tableur : ses derniers chiffres sont perdus. Mettez la colonne au format Texte avant de recopier les ISBN.
    .short = ISBN arrondi par un tableur
year-unclear = année incomprise, le livre est gardé sans elle
    .short = { year-unclear }
title-blank = ligne sans titre
    .short = { title-blank }
title-too-long = titre de plus de 300 caractères
    .short = { title-too-long }
line-too-long = ligne trop longue pour un catalogue
    .short = { line-too-long }
line-letters = lettres abîmées (enregistrez le fichier en UTF-8)
    .short = { line-letters }
line-quote = guillemet droit ouvert et jamais refermé
    .short = { line-quote }
line-cells = plus de cases que dans l’en-tête (un titre contient sans doute le séparateur : entourez-le de guillemets droits)
    .short = { line-cells }

rejects-title = Dernières lignes mises de côté
rejects-empty = Rien n’a été mis de côté.
reject = { $where } : { $reason } (« { $value } »)
reject-blank = { $where } : { $reason }
reject-cell = { $file }, ligne { $line }, colonne { $column }
reject-line = { $file }, ligne { $line }

import-no-header = Je ne reconnais pas ce fichier : il faut une ligne d’en-tête avec une colonne « titre » (et, si vous les avez, « auteurs », « année », « isbn », « ean », « éditeur », « langue »).
import-title = Import de { $file }
import-read = { $count ->
    [one] { $count } ligne lue.
   *[other] { $count } lignes lues.
 }
import-works = { $count ->
    [0] aucun livre nouveau
    [one] { $count } livre nouveau
   *[other] { $count } livres nouveaux
 }
import-editions = { $count ->
    [0] aucune édition nouvelle
    [one] { $count } édition nouvelle
   *[other] { $count } éditions nouvelles
 }
import-known = { $count ->
    [0] aucune ligne déjà connue
    [one] { $count } ligne déjà connue
   *[other] { $count } lignes déjà connues
 }
import-isbns = { $count ->
    [one] { $count } ligne a un ISBN :
   *[other] { $count } lignes ont un ISBN :
 }
import-aside = { $count ->
    [one] { $count } case ou ligne mise de côté :
   *[other] { $count } cases ou lignes mises de côté :
 }
import-count = { $what } : { $count }
way-written = ISBN-13 juste
way-converted = calculé de l’ISBN-10
way-rescued = calculé de l’ISBN-10, l’ISBN-13 étant inutilisable
way-padded = ISBN-10 dont les zéros de tête ont été remis
